/// Horizontal bars with a thin reference line each, as SVG; the numbers stand beside the bars, so no axis is needed.
struct BarChart {
    let title: String
    let unit: String
    let bars: [Bar]

    /// One bar.
    struct Bar {
        let label: String
        /// `nil` for none.
        let value: Double?
        /// Where the thin line is.
        let reference: Double?
    }

    private static let width = 360.0
    private static let rowHeight = 40.0

    var svg: String {
        let height = Double(bars.count) * Self.rowHeight
        let largest = bars.flatMap { [$0.value ?? 0, $0.reference ?? 0] }.max() ?? 0
        let scale = largest > 0 ? (Self.width - 70) / largest : 0
        let rows = bars.enumerated().map { row($1, at: Double($0) * Self.rowHeight, scale) }
        return """
            <figure><figcaption>\(title.escaped)\(unit.isEmpty ? "" : ", \(unit.escaped)")</figcaption>
            <svg viewBox="0 0 \(Self.width.short) \(height.short)" role="img" aria-label="\(summary.escaped)">\(rows.joined())</svg></figure>
            """
    }

    private var summary: String {
        let values = bars.map { "\($0.label) \($0.value.map(\.short) ?? "none")" }
        return "\(title): \(values.joined(separator: ", "))"
    }

    private func row(_ bar: Bar, at top: Double, _ scale: Double) -> String {
        let label = "<text x=\"0\" y=\"\((top + 12).short)\">\(bar.label.escaped)</text>"
        guard let value = bar.value else { return label }
        let length = max(1, value * scale)
        let rect =
            "<rect class=\"bar\" x=\"0\" y=\"\((top + 17).short)\" width=\"\(length.short)\" height=\"14\" rx=\"2\"/>"
        let number = "<text x=\"\((length + 6).short)\" y=\"\((top + 29).short)\">\(value.short)</text>"
        guard let reference = bar.reference else { return label + rect + number }
        let x = max(1, reference * scale).short
        return label + rect + number
            + "<line class=\"reference\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\((top + 14).short)\" y2=\"\((top + 34).short)\"/>"
    }
}

extension Double {
    /// With at most one decimal.
    fileprivate var short: String {
        let rounded = (self * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
