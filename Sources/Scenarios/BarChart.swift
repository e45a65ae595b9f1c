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

    /// What ``template`` reads: where everything is, in the units of the picture.
    struct Drawing {
        let caption, summary, width, height: String
        let rows: [Row]

        struct Row {
            let label, labelTop, left, barTop, length, right, numberTop, number: String
            let line: Line?
        }

        struct Line {
            let x, top, bottom: String
        }
    }

    private static let width = 360.0
    private static let rowHeight = 40.0

    /// The picture of a ``Drawing``.
    static let template = """
        <figure><figcaption>{{caption}}</figcaption>
        <svg viewBox="0 0 {{width}} {{height}}" role="img" aria-label="{{summary}}">{{#rows}}<text x="0" y="{{labelTop}}">{{label}}</text><rect class="bar" x="{{left}}" y="{{barTop}}" width="{{length}}" height="14" rx="2"/><text x="{{right}}" y="{{numberTop}}">{{number}}</text>{{#line}}<line class="reference" x1="{{x}}" x2="{{x}}" y1="{{top}}" y2="{{bottom}}"/>{{/line}}{{/rows}}</svg></figure>
        """

    var drawing: Drawing {
        let numbers: [Double] = bars.map(\.value) + bars.compactMap(\.reference) + [0]
        let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 0)
        let scale = most > least ? (Self.width - 70) / (most - least) : 0
        return Drawing(
            caption: unit.isEmpty ? title : "\(title), \(unit)",
            summary: "\(title): \(bars.map { "\($0.label) \($0.value.short)" }.joined(separator: ", "))",
            width: Self.width.short, height: (Double(bars.count) * Self.rowHeight).short,
            rows: bars.enumerated().map { index, bar in
                row(bar, at: Double(index) * Self.rowHeight, zero: -least * scale, scale)
            })
    }

    private func row(_ bar: Bar, at top: Double, zero: Double, _ scale: Double) -> Drawing.Row {
        let (left, right) = (zero + min(0, bar.value * scale), zero + max(1, bar.value * scale))
        return Drawing.Row(
            label: bar.label, labelTop: (top + 12).short, left: left.short, barTop: (top + 17).short,
            length: (right - left).short, right: (right + 6).short, numberTop: (top + 29).short,
            number: bar.value.short,
            line: bar.reference.map {
                .init(
                    x: max(1, zero + $0 * scale).short, top: (top + 14).short, bottom: (top + 34).short)
            })
    }
}

extension Double {
    /// With at most one decimal.
    fileprivate var short: String {
        let rounded = (self * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
