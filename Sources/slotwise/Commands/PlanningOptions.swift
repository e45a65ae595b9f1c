import ArgumentParser
import Domain
import LinearModel
import Rebalancing
import Book
import SchedulingService

/// How a plan is made, as options of a command.
struct PlanningOptions: ParsableArguments {
    @Option(help: "Deadline of the search.") var seconds = 10.0
    @Option(help: "Stop after so many units of work: repeatable, unlike a deadline.") var work: Int?
    @Flag(help: "Appointments that nobody displaced may make room, at a price.") var moveOthers = false
    @Option(help: "Nothing that starts within so many hours moves unless it is displaced.") var freezeHours =
        48
    @Option(help: "An appointment that stays; may be repeated.") var pin: [Appointment.ID] = []
    @Option(help: "A practitioner who takes nothing; may be repeated.") var exclude: [Practitioner.ID] = []
    @Option(help: "Minutes that everybody may work longer, at a price.") var overtime = 0
    @Option(help: "Another weight, such as move=60; may be repeated.") var weight: [WeightOption] = []
    @Option(
        help: "No group bears more than so many points each: priority:20, location:20 or practitioner:20.")
    var fairBy: FairnessOption?

    func validate() throws {
        guard seconds > 0, seconds <= 3_600 else {
            throw ValidationError("--seconds: \(seconds) is not allowed; it is more than 0 and at most 3600")
        }
        if let work, work < 1 { throw ValidationError("--work: \(work) is not allowed; it is at least 1") }
        guard Bounds.FreezeHours.allows(freezeHours) else {
            throw ValidationError("--freeze-hours: \(freezeHours) \(Bounds.FreezeHours.rule)")
        }
        guard Bounds.OvertimeMinutes.allows(overtime) else {
            throw ValidationError("--overtime: \(overtime) \(Bounds.OvertimeMinutes.rule)")
        }
    }

    var value: PlanOptions {
        PlanOptions(
            movesOthers: moveOthers, freezeHours: freezeHours, pinned: Set(pin), excluded: Set(exclude),
            overtimeMinutes: overtime,
            weights: Dictionary(weight.map { ($0.name, $0.points) }) { _, last in last },
            fairness: fairBy?.value
        )
    }

    /// Makes a proposal with progress on standard error, and shows it.
    func propose(_ purpose: PlanPurpose, in book: BookOptions) async throws {
        try await Host.open(book.place) { host in
            let terminal = Terminal()
            let control = SolveControl { progress in
                let cost = progress.incumbent.map { "\(Int($0))" } ?? "–"
                terminal.progress("planning: cost \(cost), proved at least \(Int(progress.bound))")
            }
            let proposal = try await ProposePlan(host.scheduling, solver: host.solver)(
                purpose, options: value, limits: PlanLimits(seconds: seconds, work: work), control: control)
            terminal.endProgress()
            try await proposal.show(on: terminal, host, asJSON: book.json)
            terminal.note("next: slotwise proposal apply \(proposal.id)")
        }
    }
}

/// `move=60`.
struct WeightOption: ExpressibleByArgument {
    let name: String
    let points: Int

    init?(argument: String) {
        let parts = argument.split(separator: "=").map(String.init)
        guard parts.count == 2, let points = Int(parts[1]) else { return nil }
        name = parts[0]
        self.points = points
    }
}

/// `location:20`.
struct FairnessOption: ExpressibleByArgument {
    let value: PlanOptions.Fairness

    init?(argument: String) {
        let parts = argument.split(separator: ":").map(String.init)
        guard parts.count == 2, let grouping = PlanOptions.Grouping(rawValue: parts[0]),
            let points = Int(parts[1]), (0...1_000_000).contains(points)
        else { return nil }
        value = PlanOptions.Fairness(by: grouping, pointsPerAppointment: points)
    }
}
