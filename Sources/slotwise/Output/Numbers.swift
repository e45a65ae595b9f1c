import Foundation

extension Double {
    /// `20.2 %`.
    var percent: String { "\((self * 100).oneDecimal) %" }
    /// `13.4`.
    var oneDecimal: String { String(format: "%.1f", self) }
    /// `0.75`.
    var twoDecimals: String { String(format: "%.2f", self) }
}
