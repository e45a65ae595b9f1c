import Mustache
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
    ///
    /// - Throws: `MustacheTemplate.Error` for a template that is none.
    public func html() throws -> String {
        let library = MustacheLibrary(templates: ["chart": try MustacheTemplate(string: BarChart.template)])
        return try MustacheTemplate(string: Self.template).render(page, library: library)
    }

    // What the template reads, by these names.

    private struct Page {
        let title, lead, style: String
        let names: [String]
        let charts: [BarChart.Drawing]
        let figures: [Row]
        let sections: [Section]
    }

    private struct Row {
        let name: String
        let cells: [Cell]
    }

    private struct Cell {
        let value: String
        let base: String?
    }

    private struct Verdict {
        let holds: Bool
        let text: String
    }

    private struct Move {
        let patient, from, to, why: String
        let cost: Int
    }

    /// Items under a title, which is left out where there are none.
    private struct Items<Item> {
        let count: Int
        let items: [Item]

        init?(_ items: [Item]) {
            guard !items.isEmpty else { return nil }
            self.items = items
            count = items.count
        }
    }

    private struct Section {
        let name: String
        let about: String?
        let verdicts: Items<Verdict>?
        let worst: String?
        let decided, unplaced: Items<String>?
        let access: BarChart.Drawing?
        let moves: Items<Move>?
    }

    private var page: Page {
        let results = comparison.results
        let broken = results.count { !$0.isAsExpected }
        return Page(
            title: results.count == 1 ? results[0].scenario.name : "\(results.count) scenarios compared",
            lead: broken == 0
                ? "Everything expected of these scenarios holds."
                : "\(broken) of \(results.count) scenarios are not as expected; see below.",
            style: Self.style, names: results.map(\.scenario.name),
            charts: comparison.figures.compactMap(chart),
            figures: comparison.figures.map { figure in
                Row(name: figure.label(in: words), cells: results.map { cell(figure, $0) })
            },
            sections: results.map(section))
    }

    private func chart(_ figure: KeyFigure) -> BarChart.Drawing? {
        let bars = comparison.results.compactMap { result in
            result.outcome.figures[figure].map {
                BarChart.Bar(label: result.scenario.name, value: $0, reference: result.base[figure])
            }
        }
        guard bars.contains(where: { $0.value != 0 || $0.reference ?? 0 != 0 }) else { return nil }
        return BarChart(title: figure.label(in: words), unit: figure.unit, bars: bars).drawing
    }

    private func cell(_ figure: KeyFigure, _ result: ScenarioComparison.Result) -> Cell {
        guard let value = result.outcome.figures[figure] else { return Cell(value: "–", base: nil) }
        return Cell(
            value: value.figureText(figure), base: result.base[figure].map { $0.figureText(figure) })
    }

    private func section(_ result: ScenarioComparison.Result) -> Section {
        let figures = result.outcome.figures
        let worst = figures.worstGroup.flatMap { group in
            figures[.worstGroup].map { "\(group), \($0.figureText(.worstGroup))" }
        }
        return Section(
            name: result.scenario.name, about: result.scenario.about,
            verdicts: Items(
                result.verdicts.map { Verdict(holds: $0.holds, text: $0.expectation.description) }),
            worst: worst, decided: Items(result.outcome.decisions),
            unplaced: Items(figures.unplaced.map { "\($0.count) × \(words.text($0.reason))" }),
            access: access(figures, result.base),
            moves: Items(
                result.moves.map { move in
                    Move(
                        patient: move.patient, from: words.text(move.from), to: words.text(move.to),
                        why: move.reasons.map(words.weighed).joined(separator: ", "), cost: move.cost)
                }))
    }

    private func access(_ figures: KeyFigures, _ base: KeyFigures) -> BarChart.Drawing? {
        let bars = figures.thirdNextAvailableByType.sorted { $0.key < $1.key }.map {
            BarChart.Bar(label: $0.key, value: $0.value, reference: base.thirdNextAvailableByType[$0.key])
        }
        guard !bars.isEmpty else { return nil }
        return BarChart(title: "third next available by type", unit: "days", bars: bars).drawing
    }

    private static let template = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        <p class="lead">{{lead}}</p>
        <section aria-labelledby="figures"><h2 id="figures">Side by side</h2>
        <p>The thin line is the same world without what the scenario decides.</p>
        <div class="charts">{{#charts}}{{>chart}}{{/charts}}</div>
        <div class="scroll" tabindex="0" role="region" aria-label="All figures">
        <table><caption>All figures; in brackets without what the scenario decides</caption>
        <thead><tr><td></td>{{#names}}<th scope="col">{{.}}</th>{{/names}}</tr></thead><tbody>
        {{#figures}}
        <tr><th scope="row">{{name}}</th>{{#cells}}<td>{{value}}{{#base}} <span class="base">({{.}})</span>{{/base}}</td>{{/cells}}</tr>
        {{/figures}}
        </tbody></table></div>
        </section>
        {{#sections}}
        <section><h2>{{name}}</h2>
        {{#about}}<p>{{.}}</p>{{/about}}
        {{#verdicts}}<h3>What must hold</h3><ul>
        {{#items}}
        <li class="{{#holds}}good{{/holds}}{{^holds}}bad{{/holds}}">{{#holds}}✓{{/holds}}{{^holds}}✗ not so:{{/holds}} {{text}}</li>
        {{/items}}
        </ul>{{/verdicts}}
        {{#worst}}<p>Worst off: {{.}}.</p>{{/worst}}
        {{#decided}}<h3>Decided</h3><ul>{{#items}}<li>{{.}}</li>{{/items}}</ul>{{/decided}}
        {{#unplaced}}<h3>Without a place</h3><ul>{{#items}}<li>{{.}}</li>{{/items}}</ul>{{/unplaced}}
        {{#access}}<div class="charts">{{>chart}}</div>{{/access}}
        {{#moves}}<details><summary>Who moves ({{count}})</summary><div class="scroll" tabindex="0" role="region" aria-label="Who moves">
        <table><thead><tr><th scope="col">Patient</th><th scope="col">From</th><th scope="col">To</th>
        <th scope="col">Points</th><th scope="col">Why</th></tr></thead><tbody>
        {{#items}}
        <tr><td>{{patient}}</td><td>{{from}}</td><td>{{to}}</td><td>{{cost}}</td><td>{{why}}</td></tr>
        {{/items}}
        </tbody></table></div></details>{{/moves}}
        </section>
        {{/sections}}
        </main>
        </body>
        </html>

        """

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
