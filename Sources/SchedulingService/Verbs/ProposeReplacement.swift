public import Domain
import Foundation
public import LinearModel
import Planning
import Storage

/// Re-places everybody an absence displaced in one plan: computed on a snapshot, judged, stored, not applied.
public struct ProposeReplacement: Sendable {
    private let scheduling: Scheduling
    private let solver: any PlanSolver

    /// Plans for the book of `scheduling`.
    public init(_ scheduling: Scheduling, solver: any PlanSolver) {
        self.scheduling = scheduling
        self.solver = solver
    }

    /// Makes a proposal.
    ///
    /// - Parameters:
    ///   - absence: Whose displaced are re-placed.
    ///   - seconds: Deadline of the search; what is found by then is proposed with its bound.
    ///   - control: Cancels, and hears about every better plan and bound.
    /// - Returns: The stored proposal.
    /// - Throws: ``BookingError`` for an unknown absence, ``PlanningError`` if there is no plan to propose.
    public func callAsFunction(
        _ absence: Absence.ID, seconds: Double, control: SolveControl = SolveControl()
    ) async throws -> Proposal {
        let replacement = try await scheduling.read { transaction, context in
            guard let found = context.clinic.absences.first(where: { $0.id == absence }) else {
                throw BookingError.unknown(kind: "absence", id: absence.rawValue)
            }
            return try ReplacementProblem(transaction, context, found)
        }
        let plan = try await solver.place(
            replacement.problem, limits: PlanLimits(seconds: seconds), control: control)
        guard let objective = plan.objective else { throw PlanningError.noPlan(plan.termination) }
        let verdict = PlanJudge(replacement.problem).judge(plan.places, claimed: objective, bound: plan.bound)
        guard verdict.isValid else { throw PlanningError.rejectedByJudge(verdict.violations) }
        let id = Proposal.ID(scheduling.ids.next())
        return try await scheduling.write { transaction, _ in
            let proposal = Self.proposal(id, absence, replacement, plan, objective, at: transaction.now)
            try transaction.insert(proposal)
            return proposal
        }
    }

    private static func proposal(
        _ id: Proposal.ID, _ absence: Absence.ID, _ replacement: ReplacementProblem, _ plan: PlacementPlan,
        _ objective: Int, at instant: Instant
    ) -> Proposal {
        let words = ReplacementWords(replacement)
        let unplaced = plan.places.indices.filter { plan.places[$0] == nil }
        let (word, limit) = PlanFile.words(plan.termination)
        return Proposal(
            id: id, absence: absence, madeAt: instant, objective: objective, bound: plan.bound,
            termination: limit.map { "\(word), stopped by \($0.rawValue)" } ?? word,
            seconds: plan.statistics.total,
            moves: plan.places.enumerated().compactMap { index, place in
                guard let place else { return nil }
                let appointment = replacement.displaced[index].appointment
                let (cost, reasons) = words.move(index, to: place)
                return Proposal.Move(
                    appointment: appointment.id, version: appointment.version, patient: appointment.patient,
                    from: .init(practitioner: appointment.practitioner, start: appointment.range.start),
                    to: replacement.seat(index, at: place), cost: cost, reasons: reasons
                )
            },
            unplaced: zip(unplaced, words.causes(unplaced)).map { index, cause in
                let appointment = replacement.displaced[index].appointment
                return Proposal.Unplaced(
                    appointment: appointment.id, patient: appointment.patient,
                    from: .init(practitioner: appointment.practitioner, start: appointment.range.start),
                    cause: cause
                )
            }
        )
    }
}

/// Why there is nothing to propose.
public enum PlanningError: Error, Sendable, CustomStringConvertible {
    /// The search found no plan.
    case noPlan(Termination)
    /// The independent judge found the solver's plan to break rules; it was thrown away.
    case rejectedByJudge([String])

    /// The fact and the next step.
    public var description: String {
        switch self {
        case .noPlan(let termination): "the search found no plan (\(termination)); give it more seconds"
        case .rejectedByJudge(let violations):
            "the plan was rejected by the judge: \(violations.prefix(3).joined(separator: "; ")); please report this"
        }
    }
}

extension Transaction {
    fileprivate func insert(_ proposal: Proposal) throws {
        let document = String(decoding: try JSONEncoder().encode(proposal), as: UTF8.self)
        try run(
            """
            INSERT INTO proposal (id, absence_id, made_at, document)
            VALUES (\(proposal.id), \(proposal.absence), \(proposal.madeAt), \(document))
            """
        )
    }
}

extension ReadTransaction {
    func proposal(_ id: Proposal.ID) throws -> Proposal {
        guard let row = try first("SELECT document FROM proposal WHERE id = \(id)") else {
            throw BookingError.unknown(kind: "proposal", id: id.rawValue)
        }
        return try JSONDecoder().decode(Proposal.self, from: Data(row.text(0).utf8))
    }
}
