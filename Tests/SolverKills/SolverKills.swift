import Exchange
import Domain
import Foundation
import LinearModel
import Planning
import Booking
import Book
import SchedulingService
import SolverProcess
import Synchronization
import TestKit

/// Kills solvers while people book, and demands that no booking noticed: `solver-kills PROGRAM [KILLS]`.
///
/// Two bookers book, move and cancel without a pause; beside them solvers start in child processes and are killed with
/// -9, early, late and in between. At the end the book is verified, every booking acknowledged is in it, and no booker
/// met an error other than a refusal.
@main
struct SolverKills {
    static func main() async throws {
        guard CommandLine.arguments.count > 1 else { fatal("usage: solver-kills PROGRAM [KILLS]") }
        let kills = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1_000
        let clinic = try await TestClinic(patients: 200)
        let hunter = Hunter()
        let child = SolverChild(program: CommandLine.arguments[1]) { hunter.start($0) }
        let ledger = Ledger()
        let bookers = (0..<2).map { booker in
            Task.detached { try await Self.bookOn(clinic, ledger, seed: UInt64(booker)) }
        }
        let outcomes = try await killSolvers(kills, child, hunter)
        ledger.isOver.store(true, ordering: .relaxed)
        for booker in bookers { try await booker.value }
        print("\(kills) solvers: \(outcomes.killed) killed, \(outcomes.answered) answered before that")
        guard outcomes.killed > kills / 2 else { fatal("hardly a solver was killed: the test shows nothing") }
        let report = try await clinic.verify()
        let ids = ledger.booked.withLock { $0 }
        for id in ids where try await FindAppointment(clinic.scheduling)(id).status != .cancelled {
            fatal("an acknowledged cancellation is lost")
        }
        print(
            "\(ids.count) bookings made and cancelled, \(ledger.refused.load(ordering: .relaxed)) refused, \(report.faults.count) faults"
        )
        guard report.faults.isEmpty, !ids.isEmpty else { fatal("\(report.faults)") }
    }

    /// Books until it is over.
    nonisolated private static func bookOn(_ clinic: TestClinic, _ ledger: Ledger, seed: UInt64) async throws
    {
        var random = SeededRandom(seed: seed)
        while !ledger.isOver.load(ordering: .relaxed) {
            if let id = try await book(clinic, &random) {
                ledger.booked.withLock { $0.append(id) }
            } else {
                ledger.refused.add(1, ordering: .relaxed)
            }
        }
    }

    /// Books a random slot and cancels it again; `nil` if it was taken.
    nonisolated private static func book(_ clinic: TestClinic, _ random: inout SeededRandom) async throws
        -> Appointment
        .ID?
    {
        let start = clinic.at("09:00", day: 1 + random.below(3)) + Minutes(20 * random.below(9))
        let request = BookAppointment.Request(
            type: "visit", patient: Patient.ID("pt-\(1 + random.below(200))"),
            place: .anyPractitioner(start: start, location: nil))
        do {
            let appointment = try await BookAppointment(clinic.scheduling)(request, by: clinic.staff)
            _ = try await CancelAppointment(clinic.scheduling)(appointment.id, because: nil, by: clinic.staff)
            return appointment.id
        } catch is BookingError {
            return nil
        }
    }

    nonisolated private static func killSolvers(
        _ kills: Int, _ child: SolverChild, _ hunter: Hunter
    ) async throws -> (killed: Int, answered: Int) {
        var (killed, answered) = (0, 0)
        for kill in 0..<kills {
            let problem = SmallProblem.crowded(seed: UInt64(kill))
            hunter.delay = 0.005 * Double(kill % 12)
            do {
                _ = try await child.place(problem, seconds: 30, work: nil, control: SolveControl())
                answered += 1
            } catch SolverChildError.killed {
                killed += 1
            } catch SolverChildError.failed {
                killed += 1  // it was killed while its standard input was written
            }
            hunter.rest()
        }
        return (killed, answered)
    }

    nonisolated private static func fatal(_ text: String) -> Never {
        print("solver-kills: \(text)")
        exit(1)
    }
}

/// What the bookers were told.
final class Ledger: Sendable {
    let isOver = Atomic(false)
    let refused = Atomic(0)
    let booked = Mutex<[Appointment.ID]>([])
}

/// Kills each child a while after it has started; knows only ids that it was told.
final class Hunter: Sendable {
    private let state = Mutex((id: Int32(0), delay: 0.0))

    var delay: Double {
        get { state.withLock { $0.delay } }
        set { state.withLock { $0.delay = newValue } }
    }

    /// A child has started.
    func start(_ id: Int32) {
        let delay = state.withLock { state in
            state.id = id
            return state.delay
        }
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: delay)
            self.state.withLock { if $0.id == id { kill(id, SIGKILL) } }
        }
    }

    /// The child is gone: its id may belong to somebody else from now on.
    func rest() { state.withLock { $0.id = 0 } }
}
