import Book

/// Horizontal bars with a thin reference line each, as SVG; the numbers stand beside the bars, so no axis is needed.
package struct BarChart {
    package let title: String
    package let unit: String
    package let bars: [Bar]

    /// One bar.
    package struct Bar {
        package let label: String
        /// Drawn from zero to the right, or to the left if it is negative.
        package let value: Double
        /// Where the thin line is.
        package let reference: Double?
    }

    private static let width = 360.0
    private static let rowHeight = 40.0

    package var svg: String {
        let height = Double(bars.count) * Self.rowHeight
        let numbers: [Double] = bars.map(\.value) + bars.compactMap(\.reference) + [0]
        let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 0)
        let scale = most > least ? (Self.width - 70) / (most - least) : 0
        let rows = bars.enumerated().map { index, bar in
            row(bar, at: Double(index) * Self.rowHeight, zero: -least * scale, scale)
        }
        return """
            <figure><figcaption>\(title.escaped)\(unit.isEmpty ? "" : ", \(unit.escaped)")</figcaption>
            <svg viewBox="0 0 \(Self.width.short) \(height.short)" role="img" aria-label="\(summary.escaped)">\(rows.joined())</svg></figure>
            """
    }

    private var summary: String {
        "\(title): \(bars.map { "\($0.label) \($0.value.short)" }.joined(separator: ", "))"
    }

    private func row(_ bar: Bar, at top: Double, zero: Double, _ scale: Double) -> String {
        let label = "<text x=\"0\" y=\"\((top + 12).short)\">\(bar.label.escaped)</text>"
        let (left, right) = (zero + min(0, bar.value * scale), zero + max(1, bar.value * scale))
        let rect =
            "<rect class=\"bar\" x=\"\(left.short)\" y=\"\((top + 17).short)\" width=\"\((right - left).short)\" height=\"14\" rx=\"2\"/>"
        let number = "<text x=\"\((right + 6).short)\" y=\"\((top + 29).short)\">\(bar.value.short)</text>"
        guard let reference = bar.reference else { return label + rect + number }
        let x = max(1, zero + reference * scale).short
        return label + rect + number
            + "<line class=\"reference\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\((top + 14).short)\" y2=\"\((top + 34).short)\"/>"
    }
}

package extension Double {
    /// With at most one decimal.
    fileprivate var short: String {
        let rounded = (self * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
