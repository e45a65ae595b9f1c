import Domain
import Foundation
import GLPKSolver
import LinearModel
import Planning
import SchedulingService
import Storage
import StorageSQLite
import Synchronization
import TestKit

/// How long a suggestion takes on the medium clinic: the engine alone, and the whole verb with reading the book.
///
/// `swift run -c release bench-suggest [COUNT]` prints a markdown table.
@main
struct SuggestBenchmark {
    static func main() async throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2_000
        let book = try BareBook()
        let caller = Caller(name: "benchmark", role: .administrator)
        _ = try await SeedClinic(book.scheduling, zones: TestZones())(.medium, seed: 7, by: caller)
        let patients = try await FindPatient(book.scheduling).all()
        let types = try await book.scheduling.clinic().clinic.types.keys.sorted()
        let solver = TimedSolver()
        let suggesting = SuggestAppointments(book.scheduling, solver: solver)
        let first = LocalDate(daysSince1970: 20_515)  // 2026-03-03, the day after the book's today
        var random = SeededRandom(seed: 1)
        var whole: [Double] = []
        for _ in 0..<count {
            let patient = patients[random.below(patients.count)]
            let wish = SuggestAppointments.Wish(
                type: types[random.below(types.count)], patient: patient.id, earliest: first,
                latest: first + 27,
                preferences: patient.preferences
            )
            let begin = ProcessInfo.processInfo.systemUptime
            _ = try await suggesting(wish)
            whole.append(ProcessInfo.processInfo.systemUptime - begin)
        }
        print("| suggestions, 20 practitioners × 4 weeks, \(count) requests | p50 ms | p99 ms | max ms |")
        print("|---|--:|--:|--:|")
        print("| engine | \(row(solver.seconds.withLock { $0 })) |")
        print("| with reading the book | \(row(whole)) |")
        withExtendedLifetime(book) {}
    }

    private static func row(_ seconds: [Double]) -> String {
        let sorted = seconds.sorted()
        return [sorted[sorted.count / 2], sorted[sorted.count * 99 / 100], sorted[sorted.count - 1]]
            .map { String(format: "%.2f", $0 * 1_000) }.joined(separator: " | ")
    }
}

/// Solves on the calling thread, and keeps how long each suggestion took.
final class TimedSolver: PlanSolver {
    let seconds = Mutex<[Double]>([])

    func place(_ problem: PlacementProblem, seconds: Double, control: SolveControl) async throws
        -> PlacementPlan
    {
        try TestSolver.solve(problem, control: control)
    }

    func suggest(_ request: SuggestionRequest, in book: SuggestionBook) async throws -> [Suggestion] {
        let begin = ProcessInfo.processInfo.systemUptime
        let suggestions = try SuggestSlots(solver: GLPKSolver())(request, in: book)
        let taken = ProcessInfo.processInfo.systemUptime - begin
        seconds.withLock { $0.append(taken) }
        return suggestions
    }
}
