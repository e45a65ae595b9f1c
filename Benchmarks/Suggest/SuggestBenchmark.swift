import Domain
import Foundation
import GLPKSolver
import LinearModel
import Planning
import Suggesting
import Directory
import Book
import Exchange
import SchedulingService
import Storage
import StorageSQLite
import Synchronization
import TestKit

/// How long a suggestion takes on the large clinic: the engine alone, and the whole verb with reading the book.
///
/// `swift run -c release bench-suggest [COUNT]` prints a markdown table.
@main
struct SuggestBenchmark {
    /// 2026-03-03, the day after the book's today.
    nonisolated private static let first = LocalDate(daysSince1970: 20_515)
    nonisolated private static let last = first + 27

    static func main() async throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2_000
        let book = try BareBook()
        let caller = Caller(name: "benchmark", role: .administrator)
        _ = try await SeedClinic(book.scheduling, zones: TestZones())(.large, seed: 7, by: caller)
        let patients = try await FindPatient(book.scheduling).all()
        let types = try await book.scheduling.clinic().clinic.types.keys.sorted()
        var random = SeededRandom(seed: 1)
        let draws = (0..<count).map { _ in
            (
                patients[random.below(patients.count)], types[random.below(types.count)],
                types[random.below(types.count)]
            )
        }
        let solver = TimedSolver()
        print(
            "| 60 practitioners × 4 weeks, \(count) requests | p50 ms | p99 ms | max ms |\n|---|--:|--:|--:|")
        let suggesting = SuggestAppointments(book.scheduling, solver: solver)
        try await measure("slots", draws, solver) { patient, type, _ in
            _ = try await suggesting(
                .init(
                    type: type, patient: patient.id, earliest: first, latest: last,
                    preferences: patient.preferences))
        }
        let bundling = SuggestBundle(book.scheduling, solver: solver)
        try await measure("bundles of two, 1 to 7 days apart", draws, solver) { patient, type, other in
            _ = try await bundling(
                .init(
                    steps: [.init(type: type, patient: patient.id), .init(type: other, patient: patient.id)],
                    gaps: [.days(1...7)], earliest: first, latest: last))
        }
        let recurring = SuggestRecurring(book.scheduling, solver: solver)
        try await measure("series of four weeks", draws, solver) { patient, type, _ in
            _ = try await recurring(
                .init(
                    type: type, patient: patient.id, earliest: first, latest: first,
                    preferences: patient.preferences, count: 3),
                visits: 4, intervalDays: 7)
        }
        withExtendedLifetime(book) {}
    }

    nonisolated private static func measure(
        _ name: String, _ draws: [(PatientReference, AppointmentType.ID, AppointmentType.ID)],
        _ solver: TimedSolver,
        _ ask: @Sendable (PatientReference, AppointmentType.ID, AppointmentType.ID) async throws -> Void
    ) async throws {
        solver.seconds.withLock { $0 = [] }
        var whole: [Double] = []
        for (patient, type, other) in draws {
            let begin = ProcessInfo.processInfo.systemUptime
            try await ask(patient, type, other)
            whole.append(ProcessInfo.processInfo.systemUptime - begin)
        }
        print("| \(name): engine | \(row(solver.seconds.withLock { $0 })) |")
        print("| \(name): with reading the book | \(row(whole)) |")
    }

    nonisolated private static func row(_ seconds: [Double]) -> String {
        let sorted = seconds.sorted()
        return [sorted[sorted.count / 2], sorted[sorted.count * 99 / 100], sorted[sorted.count - 1]]
            .map { String(format: "%.2f", $0 * 1_000) }.joined(separator: " | ")
    }
}

/// Solves on the calling thread, and keeps how long each suggestion took.
final class TimedSolver: PlanSolver {
    let seconds = Mutex<[Double]>([])
    private let solver = TestSolver()

    func place(
        _ problem: PlacementProblem, from warm: WarmStart?, limits: PlanLimits, control: SolveControl
    ) async throws -> PlacedRequests {
        try await solver.place(problem, from: warm, limits: limits, control: control)
    }

    func suggest(_ request: SuggestionRequest, in book: SuggestionBook) async throws -> [Suggestion] {
        try timed { try SuggestSlots(solver: GLPKSolver())(request, in: book) }
    }

    func suggest(_ request: BundleRequest, in book: SuggestionBook) async throws -> [BundleSuggestion] {
        try timed { try SuggestBundles(solver: GLPKSolver())(request, in: book) }
    }

    func suggest(_ request: SeriesRequest, in book: SuggestionBook) async throws -> [SeriesSuggestion] {
        try timed { try SuggestSeries(solver: GLPKSolver())(request, in: book) }
    }

    func overbook(
        _ sessions: [PlanOverbooking.Session], limits: PlanOverbooking.Limits
    ) async throws -> PlanOverbooking.Decision {
        try await solver.overbook(sessions, limits: limits)
    }

    func design(_ question: DesignTemplate.Question) async throws -> DesignTemplate.Design {
        try await solver.design(question)
    }

    private func timed<Value>(_ work: () throws -> Value) throws -> Value {
        let begin = ProcessInfo.processInfo.systemUptime
        defer { seconds.withLock { $0.append(ProcessInfo.processInfo.systemUptime - begin) } }
        return try work()
    }
}
