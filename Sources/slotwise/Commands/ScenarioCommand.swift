import Words
import ArgumentParser
import Foundation
import Scenarios
import Book
import SchedulingService
import StorageSQLite

struct ScenarioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario",
        abstract: "What if: ask questions of a changed copy of a book, and compare the answers.",
        discussion: """
            A scenario is a YAML file: a base, changes, a question and what must hold; docs/scenarios.md lists them all.
            Nothing is changed but copies. Exit code 1 if something expected does not hold.

            Examples:
              slotwise scenario run Scenarios/flu-week.yaml
              slotwise scenario run Scenarios/*.yaml --html report.html
              slotwise scenario run my-clinic.yaml --data clinic --json
            """,
        subcommands: [Run.self, Check.self]
    )

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Run scenarios side by side.")
        @Argument(help: "YAML files.") var files: [String]
        @Option(help: "Directory of the live book, for scenarios that begin with it.") var data: String?
        @Option(help: "PostgreSQL of the live book instead of files: postgres://… Default: $SLOTWISE_STORE.")
        var store: String?
        @Option(help: "Write an HTML report here.") var html: String?
        @Option(help: "How many run at the same time, 1 to 16.") var threads = 2
        @Flag(help: "Print JSON for programs.") var json = false

        func validate() throws {
            guard (1...16).contains(threads) else {
                throw ValidationError("--threads: \(threads) is not allowed; it is 1 to 16")
            }
        }

        func run() async throws {
            let scenarios = try files.map { (file: $0, scenario: try ScenarioFile.read($0)) }
            let live = try StorePlace(typed: data, store: store)
            let terminal = Terminal()
            let isLive = scenarios.contains { $0.scenario.base == .live }
            let results = try await ScenarioRuns(
                scratch: isLive
                    ? Scratch(of: live.directory).path : NSTemporaryDirectory() + "slotwise-scenarios",
                copyLive: Self.copying(live), solver: ThreadedSolver(threads: threads), atOnce: threads
            ).run(
                scenarios
            ) {
                done, all, name in
                terminal.progress("\(done) of \(all) done: \(name)")
            }
            terminal.endProgress()
            let comparison = ScenarioComparison(results: results)
            if let html {
                let page = try ScenarioReport(comparison).html()
                guard FileManager.default.createFile(atPath: html, contents: Data(page.utf8)) else {
                    throw UsageError("--html: \(html) cannot be written")
                }
            }
            if json { try terminal.json(comparison) } else { comparison.show(on: terminal) }
            guard results.allSatisfy(\.isAsExpected) else { throw ExitCode(1) }
        }

        /// Copies of the book of `place`.
        static func copying(_ place: StorePlace) -> @Sendable (String) async throws -> Void {
            { folder in
                try await Host.open(place, onlyReads: true) {
                    try await $0.store(.scheduling).copy(.scheduling, into: folder)
                }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read scenarios and say what is wrong with them.")
        @Argument(help: "YAML files.") var files: [String]

        func run() async throws {
            for file in files {
                let scenario = try ScenarioFile.read(file)
                Terminal().say("\(file): \(scenario.name)")
            }
        }
    }
}

extension ScenarioComparison {
    /// A table with a column for each scenario, then what does not hold.
    func show(on terminal: Terminal) {
        for result in results { show(result, on: terminal) }
        guard results.count > 1 else { return }
        terminal.say(terminal.bold("Side by side"))
        var table = Table(titles: ["figure"] + results.indices.map { ">\($0 + 1)" })
        for figure in figures {
            table.add(
                row: [figure.label(in: terminal.words)]
                    + results.map { $0.outcome.figures[figure]?.figureText(figure) ?? "–" })
        }
        table.show(on: terminal)
        for (index, result) in results.enumerated() {
            terminal.say(terminal.dim("  \(index + 1): \(result.scenario.name)"))
        }
    }

    private func show(_ result: Result, on terminal: Terminal) {
        let mark = result.isAsExpected ? terminal.good("as expected") : terminal.bad("not as expected")
        terminal.say("\(terminal.bold(result.scenario.name))  \(mark)  \(result.seconds.twoDecimals) s")
        var table = Table("figure", ">without", ">with")
        for figure in KeyFigure.allCases {
            guard let value = result.outcome.figures[figure] else { continue }
            table.add(
                figure.label(in: terminal.words), result.base[figure]?.figureText(figure) ?? "–",
                value.figureText(figure))
        }
        table.show(on: terminal)
        for decision in result.outcome.decisions { terminal.say("  · \(decision)") }
        for cause in result.outcome.figures.unplaced {
            terminal.say(
                "  \(terminal.bad("\(cause.count) without a place")): \(terminal.words.text(cause.reason))")
        }
        for (expectation, holds) in result.verdicts where !holds {
            terminal.say("  \(terminal.bad("does not hold")): \(expectation)")
        }
        terminal.say()
    }
}
