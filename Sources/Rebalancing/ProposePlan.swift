public import Book
public import Domain
import Foundation
public import LinearModel
package import Planning
public import Storage

/// Plans for the book: re-places the displaced or spreads load, in one plan computed on a snapshot, judged, stored, not
/// applied.
public struct ProposePlan: Sendable {
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
    ///   - purpose: What for.
    ///   - options: How.
    ///   - limits: When the search ends; what is found by then is proposed with its bound.
    ///   - control: Cancels, and hears about every better plan and bound.
    ///   - id: What the proposal is called; `nil` for a new id.
    ///   - completing: Done before, in the transaction that stores the proposal; what it throws keeps it from being stored.
    /// - Returns: The stored proposal.
    /// - Throws: ``BookingError`` for unknown ids, ``PlanningError`` if there is no plan to propose.
    public func callAsFunction(
        _ purpose: PlanPurpose, options: PlanOptions = PlanOptions(), limits: PlanLimits,
        control: SolveControl = SolveControl(), as id: Proposal.ID? = nil,
        completing: @escaping @Sendable (any Transaction) throws -> Void = { _ in }
    ) async throws -> Proposal {
        try await propose(purpose, options, from: nil, limits, control, as: id, completing: completing)
            .proposal
    }

    /// Like calling this value, from what an earlier plan of a similar book learned; hands on what this one learns.
    package func propose(
        _ purpose: PlanPurpose, _ options: PlanOptions, from warm: WarmStart?, _ limits: PlanLimits,
        _ control: SolveControl, as id: Proposal.ID? = nil,
        completing: @escaping @Sendable (any Transaction) throws -> Void = { _ in }
    ) async throws -> (proposal: Proposal, warmStart: WarmStart?) {
        let book = try await scheduling.read { transaction, context in
            try BookProblem(transaction, context.supposing(purpose.supposed), purpose, options)
        }
        let placed = try await solver.place(book.problem, from: warm, limits: limits, control: control)
        let plan = placed.plan
        guard let objective = plan.objective else { throw PlanningError.noPlan(plan.termination) }
        let verdict = PlanJudge(book.problem).judge(plan.places, claimed: objective, bound: plan.bound)
        guard verdict.isValid else { throw PlanningError.rejectedByJudge(verdict.violations) }
        let id = id ?? Proposal.ID(scheduling.ids.next())
        let proposal = try await scheduling.write { transaction, _ in
            let proposal = Proposal(
                id, purpose, options, book, plan, objective: objective, at: transaction.now)
            try completing(transaction)
            try transaction.insert(proposal)
            return proposal
        }
        return (proposal, placed.warmStart)
    }
}

package extension Proposal {
    init(
        _ id: ID, _ purpose: PlanPurpose, _ options: PlanOptions, _ book: BookProblem, _ plan: PlacementPlan,
        objective: Int, at instant: Instant
    ) {
        let reasons = PlanReasons(book)
        let explanation = PlanExplanation(book.problem, places: plan.places)
        let unplaced = plan.places.indices.filter { plan.places[$0] == nil }
        let (word, limit) = PlanFile.words(plan.termination)
        self.init(
            id: id, purpose: purpose, options: options, madeAt: instant, objective: objective,
            bound: plan.bound, termination: limit.map { "\(word), stopped by \($0.rawValue)" } ?? word,
            seconds: plan.statistics.total,
            bill: explanation.bill().lines.map { BillLine(rule: $0.rule, points: $0.points) },
            moves: plan.places.enumerated().compactMap { index, place in
                place.flatMap { Move(index, to: $0, book, reasons, explanation) }
            },
            unplaced: zip(unplaced, reasons.causes(unplaced)).map { index, cause in
                let appointment = book.subjects[index].appointment
                return Unplaced(
                    appointment: appointment.id, patient: appointment.patient,
                    from: .init(practitioner: appointment.practitioner, start: appointment.range.start),
                    cause: cause
                )
            }
        )
    }
}

package extension Proposal.Move {
    /// `nil` if the appointment stays where it is.
    fileprivate init?(
        _ index: Int, to place: PlacementProblem.Place, _ book: BookProblem, _ reasons: PlanReasons,
        _ explanation: PlanExplanation
    ) {
        guard !book.stays(index, at: place) else { return nil }
        let subject = book.subjects[index]
        let (cost, why) = reasons.move(index, to: place)
        self.init(
            appointment: subject.appointment.id, version: subject.appointment.version,
            patient: subject.appointment.patient,
            from: .init(
                practitioner: subject.appointment.practitioner, start: subject.appointment.range.start),
            to: book.seat(index, at: place), cost: cost, reasons: why, isDisplaced: subject.isDisplaced,
            nextBest: explanation.alternatives(of: index, limit: 1).first.map {
                .init(seat: book.seat(index, at: $0.place), difference: $0.difference)
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
