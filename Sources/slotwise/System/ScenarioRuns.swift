import Storage
import Domain
import Foundation
import Planning
import Directory
import Scenarios
import Book
import SchedulingService
import StorageSQLite

/// Runs scenarios side by side, each and its base on a copy of their own.
struct ScenarioRuns {
    /// Where copies are made; the system's temporary files for books that are nobody's.
    var scratch = NSTemporaryDirectory() + "slotwise-scenarios"
    /// Copies the live book into a directory.
    let copyLive: @Sendable (String) async throws -> Void
    /// What answers their questions.
    let solver: any PlanSolver
    /// How many run at the same time.
    let atOnce: Int

    typealias Input = (file: String, scenario: Scenario)

    /// What scenarios stand beside; asked once for all that share it.
    private struct BaseQuestion: Hashable {
        let base: Scenario.Base
        let changes: [Scenario.Change]
        let question: Scenario.Question

        init(_ scenario: Scenario) {
            base = scenario.base
            (changes, question) = scenario.comparedWith
        }
    }

    /// The results in the order of `scenarios`, whatever order they end in.
    func run(
        _ scenarios: [Input], progress: @escaping @Sendable (Int, Int, String) -> Void
    ) async throws -> [ScenarioComparison.Result] {
        let books = try ScenarioBooks(in: scratch, copyLive: copyLive)
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
        _ scenarios: [Input], _ books: ScenarioBooks, _ solver: any PlanSolver,
        _ progress: @escaping @Sendable (Int, Int, String) -> Void
    ) async throws -> [ScenarioComparison.Result] {
        var questions: [BaseQuestion: String] = [:]
        for (file, scenario) in scenarios {
            let question = BaseQuestion(scenario)
            if questions[question] == nil { questions[question] = file }
        }
        let all = scenarios.count + questions.count
        let done = Counter()
        let bases = try await atMost(atOnce, Array(questions)) { question, file in
            let outcome = try await Self.ask(
                question.changes, question.question, question.base, file, books, solver
            ).outcome
            progress(await done.next(), all, "base")
            return (question, outcome.figures)
        }
        let figures = Dictionary(uniqueKeysWithValues: bases)
        let answer: @Sendable (Int, WarmStart?) async throws -> Answered = { index, warm in
            let (file, scenario) = scenarios[index]
            let began = ProcessInfo.processInfo.systemUptime
            let answer = try await Self.ask(
                scenario.changes ?? [], scenario.question, scenario.base, file, books, solver, from: warm)
            progress(await done.next(), all, scenario.name)
            return Answered(
                index: index,
                result: ScenarioComparison.Result(
                    scenario: scenario, outcome: answer.outcome,
                    base: figures[BaseQuestion(scenario)] ?? KeyFigures(),
                    seconds: ProcessInfo.processInfo.systemUptime - began, moves: answer.moves),
                warmStart: answer.warmStart
            )
        }
        // The first plan on each base is made cold; all others start from what it learned, so that the answers do not
        // depend on which of them ends first.
        let firsts = Dictionary(grouping: scenarios.indices) { scenarios[$0].scenario.base }.compactMapValues
        {
            $0.first { scenarios[$0].scenario.question.isPlan }
        }
        let leaders = try await atMost(atOnce, firsts.values.sorted()) { try await answer($0, nil) }
        let warm = Dictionary(
            uniqueKeysWithValues: leaders.map { ($0.result.scenario.base, $0.warmStart) })
        let others = scenarios.indices.filter { !firsts.values.contains($0) }
        let rest = try await atMost(atOnce, others) { index in
            try await answer(index, warm[scenarios[index].scenario.base] ?? nil)
        }
        return (leaders + rest).sorted { $0.index < $1.index }.map(\.result)
    }

    private struct Answered: Sendable {
        let index: Int
        let result: ScenarioComparison.Result
        let warmStart: WarmStart?
    }

    private static func ask(
        _ changes: [Scenario.Change], _ question: Scenario.Question, _ base: Scenario.Base, _ file: String,
        _ books: ScenarioBooks, _ solver: any PlanSolver, from warm: WarmStart? = nil
    ) async throws -> (
        outcome: RunScenario.Outcome, moves: [ScenarioComparison.Move], warmStart: WarmStart?
    ) {
        let book = try await books.copy(of: base, besides: file)
        defer { book.close() }
        do {
            let (outcome, learned) = try await RunScenario(book.scheduling, solver: solver)(
                changes, question, from: warm)
            return (outcome, try await moves(outcome.proposal, book), learned)
        } catch let error as ScenarioError {
            throw UsageError("\(file): \(error)")
        } catch let error as BookingError {
            throw UsageError("\(file): \(error)")
        }
    }

    private static func moves(
        _ proposal: Proposal?, _ book: Host
    ) async throws -> [ScenarioComparison.Move] {
        guard let proposal else { return [] }
        let context = try await book.scheduling.clinic()
        let names = try await Dictionary(
            uniqueKeysWithValues: FindPatient(book.scheduling).all().map { ($0.id, $0.name) })
        return proposal.moves.map {
            ScenarioComparison.Move(
                patient: names[$0.patient] ?? $0.patient.rawValue, from: context.reason($0.from),
                to: context.reason($0.to),
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

extension Scenario.Question {
    /// Whether it is answered by a plan, which others can start from.
    fileprivate var isPlan: Bool {
        switch self {
        case .place, .rebalance: true
        case .replay, .template: false
        }
    }
}
