import Rebalancing
import Directory
public import Book
import Availability
import Domain
public import LinearModel
public import Planning
import Storage

/// Runs one scenario on a copy of a book that is its own: changes it, asks the question, counts.
public struct RunScenario: Sendable {
    private let scheduling: Scheduling
    private let solver: any PlanSolver
    private let caller = Caller(name: "scenario", role: .administrator)

    /// Units of work after which a plan is taken as it is; so that the same scenario gives the same plan anywhere.
    private static let defaultWork = 400_000
    /// A search that the work limit does not end soon enough.
    private static let longestSeconds = 600.0

    /// Runs on the book of `scheduling`, which is changed.
    public init(_ scheduling: Scheduling, solver: any PlanSolver) {
        self.scheduling = scheduling
        self.solver = solver
    }

    /// What came out.
    public struct Outcome: Sendable, Hashable, Codable {
        /// Counted after the question was answered.
        public var figures: KeyFigures
        /// The plan, if the question asks for one.
        public var proposal: Proposal?
        /// What was decided, in words: a template, extra patients.
        public var decisions: [String]
    }

    /// Applies `changes`, asks `question`.
    ///
    /// - Parameters:
    ///   - changes: What is different; empty for the base.
    ///   - question: What is asked.
    ///   - warm: What the plan of a similar scenario learned.
    ///   - control: Cancels, and hears about better plans and bounds.
    /// - Returns: Figures, and the plan if there is one, which is applied to the copy; and what the next plan can start from.
    /// - Throws: ``ScenarioError`` or `BookingError` for what the book does not have.
    public func callAsFunction(
        _ changes: [Scenario.Change], _ question: Scenario.Question, from warm: WarmStart? = nil,
        control: SolveControl = SolveControl()
    ) async throws -> (outcome: Outcome, warmStart: WarmStart?) {
        let effect = try await ScenarioChanges(scheduling: scheduling, caller: caller)(changes)
        switch question {
        case .place(let movesOthers, let freezeHours, let overtimeMinutes, let fairness, let work):
            guard !effect.absences.isEmpty else { return (try await untouched(), nil) }
            let options = PlanOptions(
                movesOthers: movesOthers ?? false, freezeHours: freezeHours ?? 48,
                overtimeMinutes: overtimeMinutes ?? 0, weights: effect.weights, fairness: fairness)
            return try await plan(.replace(effect.absences), options, work, warm, control)
        case .rebalance(let from, let to, let work):
            let options = PlanOptions(freezeHours: 0, weights: effect.weights)
            return try await plan(.rebalance(from: from, to: to), options, work, warm, control)
        case .replay(let days, let seed):
            return (try await replay(days: days, seed: seed, effect), nil)
        case .template(let targetDays, let days, let seed):
            let design = DesignSchedule(scheduling, solver: solver)
            return (try await design(targetDays: targetDays, days: days, seed: seed, effect), nil)
        }
    }

    /// Nobody is displaced: the figures of the book as it is.
    private func untouched() async throws -> Outcome {
        var figures = KeyFigures()
        for figure in [KeyFigure.moved, .movedOthers, .unplaced, .bumpRate, .waitingDays, .overtimeMinutes] {
            figures[figure] = 0
        }
        try await count(&figures)
        return Outcome(figures: figures, proposal: nil, decisions: [])
    }

    private func plan(
        _ purpose: PlanPurpose, _ options: PlanOptions, _ work: Int?, _ warm: WarmStart?,
        _ control: SolveControl
    ) async throws -> (outcome: Outcome, warmStart: WarmStart?) {
        let before = try await appointments()
        let limits = PlanLimits(seconds: Self.longestSeconds, work: work ?? Self.defaultWork)
        let (proposal, learned) = try await ProposePlan(scheduling, solver: solver).propose(
            purpose, options, from: warm, limits, control)
        let context = try await scheduling.clinic()
        let patients = try await FindPatient(scheduling).all()
        let moved = PlanFigures(proposal, context, patients)
        let applied = try await ApplyProposal(scheduling)(proposal.id, by: caller)
        var figures = KeyFigures()
        moved.fill(&figures, appointments: before)
        figures[.overtimeMinutes] = Double(overtime(of: applied, context))
        try await count(&figures)
        return (Outcome(figures: figures, proposal: proposal, decisions: []), learned)
    }

    private func appointments() async throws -> Int {
        try await scheduling.read { try BookFigures($0, $1).appointments }
    }

    private func count(_ figures: inout KeyFigures) async throws {
        let filled = figures
        figures = try await scheduling.read { transaction, context in
            var figures = filled
            try BookFigures(transaction, context).fill(&figures)
            return figures
        }
    }

    /// Minutes that moved appointments take after the last hours of their day.
    private func overtime(of appointments: [Appointment], _ context: ClinicContext) -> Int {
        appointments.reduce(0) { sum, appointment in
            guard let practitioner = context.clinic.practitioners[appointment.practitioner] else {
                return sum
            }
            let date = context.zone(of: practitioner.location).date(at: appointment.range.start)
            let closing =
                context.workingTime(of: practitioner, on: date).ranges.last?.end ?? appointment.busy.end
            let late = appointment.busy.end.seconds(since: max(closing, appointment.busy.start))
            return sum + Int(max(0, late) / 60)
        }
    }

    private func replay(
        days: Int, seed: Int, _ effect: ScenarioChanges.Effect
    ) async throws -> Outcome {
        guard Bounds.ScenarioDays.allows(days) else {
            throw ScenarioError.invalid(
                field: "question.replay.days", value: "\(days)", rule: "it is 1 to 60")
        }
        let world = try await scheduling.read { transaction, context in
            try ReplayWorld(transaction, context, days: days, effect)
        }
        var overbooks: [Int: Int] = [:]
        var decisions: [String] = []
        if let overbooking = effect.overbooking {
            let decision = try await decide(overbooking, world)
            overbooks = world.overbooks(decision)
            let extra = decision.extra.reduce(0, +)
            decisions.append("\(extra) extra patients in \(decision.extra.count { $0 > 0 }) sessions")
            decisions += decision.waitMinutes.sorted { $0.key < $1.key }.map {
                "\($0.key): \(($0.value * 10).rounded() / 10) min more waiting expected"
            }
        }
        let outcome = world.replay(seed: seed, overbooks: overbooks)
        return Outcome(figures: world.figures(outcome), proposal: nil, decisions: decisions)
    }

    private func decide(
        _ overbooking: (perSession: Int, waitMinutes: Double), _ world: ReplayWorld
    ) async throws -> PlanOverbooking.Decision {
        let limits = PlanOverbooking.Limits(
            perSession: overbooking.perSession, waitMinutes: overbooking.waitMinutes)
        return try await solver.overbook(world.sessions.map(\.session), limits: limits)
    }
}
