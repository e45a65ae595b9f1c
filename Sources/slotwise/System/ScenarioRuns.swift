import Domain
import Foundation
import SchedulingService
import StorageSQLite

/// Runs scenarios side by side, each and its base on a copy of their own.
struct ScenarioRuns {
    let live: String
    let threads: Int

    typealias Input = (file: String, scenario: Scenario)

    /// One question of one base that is asked without changes, once for all scenarios that share it.
    private struct BaseQuestion: Hashable {
        let base: Scenario.Base
        let question: Scenario.Question
    }

    /// The results in the order of `scenarios`, whatever order they end in.
    func run(
        _ scenarios: [Input], progress: @escaping @Sendable (Int, Int, String) -> Void
    ) async throws -> [ScenarioComparison.Result] {
        let books = try ScenarioBooks(live: live)
        let solver = ThreadedSolver(threads: threads)
        do {
            let results = try await results(scenarios, books, solver, progress)
            await books.remove()
            return results
        } catch {
            await books.remove()
            throw error
        }
    }

    private func results(
        _ scenarios: [Input], _ books: ScenarioBooks, _ solver: ThreadedSolver,
        _ progress: @escaping @Sendable (Int, Int, String) -> Void
    ) async throws -> [ScenarioComparison.Result] {
        var questions: [BaseQuestion: String] = [:]
        for (file, scenario) in scenarios {
            let question = BaseQuestion(base: scenario.base, question: scenario.question)
            if questions[question] == nil { questions[question] = file }
        }
        let all = scenarios.count + questions.count
        let done = Counter()
        let bases = try await atMost(threads, Array(questions)) { question, file in
            let outcome = try await Self.ask([], question.question, question.base, file, books, solver)
                .outcome
            progress(await done.next(), all, "base")
            return (question, outcome.figures)
        }
        let figures = Dictionary(uniqueKeysWithValues: bases)
        let numbered = Array(scenarios.enumerated())
        let results = try await atMost(threads, numbered) { numbered in
            let (index, input) = numbered
            let scenario = input.scenario
            let began = ProcessInfo.processInfo.systemUptime
            let (outcome, moves) = try await Self.ask(
                scenario.changes ?? [], scenario.question, scenario.base, input.file, books, solver)
            progress(await done.next(), all, scenario.name)
            let question = BaseQuestion(base: scenario.base, question: scenario.question)
            return (
                index: index,
                result: ScenarioComparison.Result(
                    scenario: scenario, outcome: outcome, base: figures[question] ?? KeyFigures(),
                    seconds: ProcessInfo.processInfo.systemUptime - began, moves: moves)
            )
        }
        return results.sorted { $0.index < $1.index }.map(\.result)
    }

    private static func ask(
        _ changes: [Scenario.Change], _ question: Scenario.Question, _ base: Scenario.Base, _ file: String,
        _ books: ScenarioBooks, _ solver: ThreadedSolver
    ) async throws -> (outcome: RunScenario.Outcome, moves: [ScenarioComparison.MoveText]) {
        let book = try await books.copy(of: base, besides: file)
        defer { book.database.close() }
        do {
            let outcome = try await RunScenario(book.scheduling, solver: solver)(changes, question)
            return (outcome, try await moves(outcome.proposal, book))
        } catch let error as ScenarioError {
            throw UsageError("\(file): \(error)")
        } catch let error as BookingError {
            throw UsageError("\(file): \(error)")
        }
    }

    private static func moves(
        _ proposal: Proposal?, _ book: Composition
    ) async throws -> [ScenarioComparison.MoveText] {
        guard let proposal else { return [] }
        let clock = WallClock(context: try await book.scheduling.clinic())
        let names = try await Dictionary(
            uniqueKeysWithValues: FindPatient(book.scheduling).all().map { ($0.id, $0.name) })
        func text(_ seat: Proposal.Seat) -> String {
            "\(clock.text(seat.start, with: seat.practitioner)) \(clock.context.name(seat.practitioner))"
        }
        return proposal.moves.map {
            ScenarioComparison.MoveText(
                patient: names[$0.patient] ?? $0.patient.rawValue, from: text($0.from), to: text($0.to),
                cost: $0.cost, reasons: $0.reasons)
        }
    }

    /// Runs `work` on every element, at most `count` at the same time; the first error ends it.
    private func atMost<Element: Sendable, Value: Sendable>(
        _ count: Int, _ elements: [Element], _ work: @escaping @Sendable (Element) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { group in
            var values: [Value] = []
            for (index, element) in elements.enumerated() {
                if index >= count, let value = try await group.next() { values.append(value) }
                group.addTask { try await work(element) }
            }
            for try await value in group { values.append(value) }
            return values
        }
    }

    private actor Counter {
        private var count = 0
        func next() -> Int {
            count += 1
            return count
        }
    }
}
