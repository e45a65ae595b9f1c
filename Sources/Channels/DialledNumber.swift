/// A number as providers dial it (ITU-T E.164): a plus sign and at most 15 digits.
struct DialledNumber: Sendable, Equatable {
    let text: String

    private static let digits = 7...15

    /// Reads a number as people write it, without its extension; `nil` for one within a country that nobody named.
    init?(_ written: String, countryCode: String?) {
        let number = written.lowercased().prefix { $0 != "e" && $0 != "x" }
        var digits = number.filter { $0.isASCII && $0.isNumber }
        // +44 (0) 20 …: the bracket is dialled within the country only.
        if number.hasPrefix("+"), let zero = number.firstRange(of: "(0)") {
            digits = (number[..<zero.lowerBound] + number[zero.upperBound...]).filter {
                $0.isASCII && $0.isNumber
            }
        }
        if !number.hasPrefix("+") {
            if digits.hasPrefix("00") {
                digits.removeFirst(2)
            } else if let countryCode, digits.hasPrefix("0") {
                digits = countryCode.filter(\.isNumber) + digits.dropFirst()
            } else {
                return nil
            }
        }
        guard Self.digits.contains(digits.count) else { return nil }
        text = "+" + digits
    }
}
