import Domain
import Foundation
import ServiceContracts

extension ReportBody {
    /// The same groups and figures as text, a line each, with a line of all together at the end.
    ///
    /// Source: RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe.
    var csv: Data {
        let head = dimensions.map(\.rawValue) + columns.map(\.measure.rawValue)
        let lines = rows.map { $0.names + figures($0.values) }
        let last = dimensions.enumerated().map { $0.offset == 0 ? "total" : "" } + figures(total)
        let text = ([head] + lines + [last]).map { $0.map(Self.field).joined(separator: ",") + "\r\n" }
        return Data(text.joined().utf8)
    }

    private func figures(_ values: [Figure]) -> [String] {
        zip(values, columns).map { figure, column in
            guard let value = figure.value else { return "" }
            if column.unit == .cents { return Self.money(Int(value)) }
            return value == value.rounded() ? String(Int(value)) : "\(value)"
        }
    }

    private static func money(_ cents: Int) -> String {
        let (whole, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(cents < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func field(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t\r".contains($0) } ?? false ? "'\(text)" : text
        guard safe.contains(where: { ",\"\r\n".contains($0) }) else { return safe }
        return "\"\(safe.replacing("\"", with: "\"\""))\""
    }
}
