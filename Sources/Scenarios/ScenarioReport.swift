import Words

/// A comparison as one HTML page: figures as bars, tables and lists; no network, no script, fit for print.
public struct ScenarioReport {
    private let comparison: ScenarioComparison
    /// The language of the page.
    private let words = Words(.english)

    /// A report on `comparison`.
    public init(_ comparison: ScenarioComparison) {
        self.comparison = comparison
    }

    /// The page.
    public var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title.escaped)</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        <h1>\(title.escaped)</h1>
        <p class="lead">\(lead.escaped)</p>
        <section aria-labelledby="figures"><h2 id="figures">Side by side</h2>
        <p>The thin line is the same world without what the scenario decides.</p>
        <div class="charts">\(comparison.figures.map(chart).joined())</div>
        \(table)
        </section>
        \(comparison.results.enumerated().map(section).joined())
        </main>
        </body>
        </html>

        """
    }

    private var title: String {
        comparison.results.count == 1
            ? comparison.results[0].scenario.name : "\(comparison.results.count) scenarios compared"
    }

    private var lead: String {
        let broken = comparison.results.count { !$0.isAsExpected }
        return broken == 0
            ? "Everything expected of these scenarios holds."
            : "\(broken) of \(comparison.results.count) scenarios are not as expected; see below."
    }

    private func chart(_ figure: KeyFigure) -> String {
        let bars = comparison.results.compactMap { result in
            result.outcome.figures[figure].map {
                BarChart.Bar(label: result.scenario.name, value: $0, reference: result.base[figure])
            }
        }
        guard bars.contains(where: { $0.value != 0 || $0.reference ?? 0 != 0 }) else { return "" }
        return BarChart(title: figure.label(in: words), unit: figure.unit, bars: bars).svg
    }

    private var table: String {
        let head = comparison.results.map { "<th scope=\"col\">\($0.scenario.name.escaped)</th>" }.joined()
        let rows = comparison.figures.map { figure in
            let cells = comparison.results.map { "<td>\(cell(figure, $0))</td>" }.joined()
            return "<tr><th scope=\"row\">\(figure.label(in: words).escaped)</th>\(cells)</tr>"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="All figures">
            <table><caption>All figures; in brackets without what the scenario decides</caption>
            <thead><tr><td></td>\(head)</tr></thead><tbody>\(rows.joined())</tbody></table></div>
            """
    }

    private func cell(_ figure: KeyFigure, _ result: ScenarioComparison.Result) -> String {
        guard let value = result.outcome.figures[figure] else { return "–" }
        let text = value.figureText(figure)
        guard let base = result.base[figure] else { return text }
        return "\(text) <span class=\"base\">(\(base.figureText(figure)))</span>"
    }

    private func section(_ index: Int, _ result: ScenarioComparison.Result) -> String {
        let figures = result.outcome.figures
        var parts = ["<section><h2>\(result.scenario.name.escaped)</h2>"]
        if let about = result.scenario.about { parts.append("<p>\(about.escaped)</p>") }
        parts.append(
            list(
                "What must hold",
                result.verdicts.map { verdict in
                    "<li class=\"\(verdict.holds ? "good" : "bad")\">\(verdict.holds ? "✓" : "✗ not so:") \(verdict.expectation.description.escaped)</li>"
                }))
        if let worst = figures.worstGroup, let value = figures[.worstGroup] {
            parts.append("<p>Worst off: \(worst.escaped), \(value.figureText(.worstGroup)).</p>")
        }
        parts.append(list("Decided", result.outcome.decisions.map { "<li>\($0.escaped)</li>" }))
        parts.append(
            list(
                "Without a place",
                figures.unplaced.map {
                    "<li>\($0.count) × \(words.text($0.reason).escaped)</li>"
                }))
        parts.append(access(figures, result.base))
        parts.append(moves(result.moves))
        return parts.joined() + "</section>"
    }

    private func list(_ title: String, _ items: [String]) -> String {
        items.isEmpty ? "" : "<h3>\(title)</h3><ul>\(items.joined())</ul>"
    }

    private func access(_ figures: KeyFigures, _ base: KeyFigures) -> String {
        let bars = figures.thirdNextAvailableByType.sorted { $0.key < $1.key }.map {
            BarChart.Bar(label: $0.key, value: $0.value, reference: base.thirdNextAvailableByType[$0.key])
        }
        guard !bars.isEmpty else { return "" }
        let chart = BarChart(title: "third next available by type", unit: "days", bars: bars).svg
        return "<div class=\"charts\">\(chart)</div>"
    }

    private func moves(_ moves: [ScenarioComparison.Move]) -> String {
        guard !moves.isEmpty else { return "" }
        let rows = moves.map { move in
            "<tr><td>\(move.patient.escaped)</td><td>\(words.text(move.from).escaped)</td>"
                + "<td>\(words.text(move.to).escaped)</td><td>\(move.cost)</td>"
                + "<td>\(move.reasons.map(words.weighed).joined(separator: ", ").escaped)</td></tr>"
        }
        return """
            <details><summary>Who moves (\(moves.count))</summary><div class="scroll" tabindex="0" role="region" aria-label="Who moves">
            <table><thead><tr><th scope="col">Patient</th><th scope="col">From</th><th scope="col">To</th>
            <th scope="col">Points</th><th scope="col">Why</th></tr></thead><tbody>\(rows.joined())</tbody></table></div></details>
            """
    }

    private static let style = """
        :root{color-scheme:light dark;--ink:#1d2733;--soft:#5a6673;--paper:#fff;--bar:#2f6f9f;--line:#b4540a;--rule:#d6dde4;\
        --good:#1b6b3a;--bad:#a3262a}
        @media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#a7b3bf;--paper:#12181f;--bar:#6fb1df;--line:#f0a35e;\
        --rule:#2f3a45;--good:#7fd3a0;--bad:#ff9c9c}}
        body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0}
        main{max-width:72rem;margin:0 auto;padding:2rem 1rem}
        h1{font-size:1.8rem;line-height:1.2}h2{margin-top:2.5rem;border-top:1px solid var(--rule);padding-top:1.5rem}
        .lead{font-size:1.15rem}.base,caption{color:var(--soft)}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr));gap:1.5rem}
        figure{margin:0}figcaption{font-weight:600}svg{width:100%;height:auto}
        svg text{fill:var(--ink);font:12px system-ui,sans-serif}.bar{fill:var(--bar)}.reference{stroke:var(--line);stroke-width:2}
        table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left}
        th,td{padding:.4rem .6rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
        .scroll{overflow-x:auto}.good{color:var(--good)}.bad{color:var(--bad);font-weight:600}
        summary{cursor:pointer;padding:.5rem 0}
        @media print{details{display:block}details>*{display:block}section{break-inside:avoid-page}body{font-size:11px}}
        """
}

extension Double {
    /// A figure as people read it.
    public func figureText(_ figure: KeyFigure) -> String {
        let isWhole = self == rounded() || abs(self) >= 1_000
        let number = isWhole ? "\(Int(rounded()))" : "\((self * 10).rounded() / 10)"
        return figure.unit.isEmpty ? number : "\(number) \(figure.unit)"
    }
}

package extension String {
    /// Safe inside HTML text and attributes.
    var escaped: String {
        var safe = ""
        for character in self {
            switch character {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            default: safe.append(character)
            }
        }
        return safe
    }
}
