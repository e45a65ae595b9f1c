public import Book
public import Domain
package import Storage

/// Applies a proposal, whole or in part, if the book has not moved on: every move or none.
public struct ApplyProposal: Sendable {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Applies moves in one transaction.
    ///
    /// Absences that the plan supposes are recorded with it, which the caller must be permitted to do. Whatever binds a booking is
    /// checked again: notice, horizon, caps, working time, skills, rooms and everybody else's bookings.
    ///
    /// - Parameters:
    ///   - id: Which proposal.
    ///   - chosen: The appointments to move; `nil` for all.
    ///   - caller: Must be permitted to apply proposals.
    /// - Returns: The appointments where they are now, by original start.
    /// - Throws: `BookingError.proposalOutdated` with everything that changed; nothing was applied then.
    public func callAsFunction(
        _ id: Proposal.ID, only chosen: Set<Appointment.ID>? = nil, by caller: Caller
    ) async throws -> [Appointment] {
        guard caller.role.may(.applyProposal) else {
            throw BookingError.notPermitted(.applyProposal, role: caller.role)
        }
        return try await scheduling.write { transaction, context in
            let proposal = try transaction.proposal(id)
            let moves = proposal.moves.filter { chosen?.contains($0.appointment) ?? true }
            if let unknown = chosen?.subtracting(moves.map(\.appointment)).min() {
                throw BookingError.unknownMove(unknown)
            }
            let overtime = Minutes(proposal.options.overtimeMinutes)
            let absences = try transaction.recordMissing(proposal.purpose.supposed, by: caller, context)
            let moved = try transaction.apply(
                moves, of: id, overtime: overtime, by: caller, context.supposing(absences))
            try transaction.record(
                .proposalApplied, id.rawValue, by: caller,
                detail: "\(moves.count) of \(proposal.moves.count) moves"
            )
            return moved
        }
    }

    /// Stored proposals, newest first.
    ///
    /// - Throws: `StorageError`.
    public func list(limit: Int) async throws -> [Proposal] {
        try await scheduling.read { transaction, _ in try transaction.proposals(limit: limit) }
    }

    /// Forgets a proposal; what was applied of it stays.
    ///
    /// - Throws: `BookingError.unknown`.
    public func discard(_ id: Proposal.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in
            guard try transaction.deleteProposal(id) else {
                throw BookingError.unknown(kind: "proposal", id: id.rawValue)
            }
            try transaction.record(.proposalDiscarded, id.rawValue, by: caller)
        }
    }

    /// A stored proposal.
    ///
    /// - Throws: `BookingError.unknown`.
    public func show(_ id: Proposal.ID) async throws -> Proposal {
        try await scheduling.read { transaction, _ in try transaction.proposal(id) }
    }
}

package extension Transaction {
    /// Records the absences that a part of the plan applied before has not recorded; returns those.
    fileprivate func recordMissing(
        _ supposed: [Absence], by caller: Caller, _ context: ClinicContext
    ) throws -> [Absence] {
        let known = Set(context.clinic.absences.map(\.id))
        let new = supposed.filter { !known.contains($0.id) }
        try record(new, by: caller, context)
        return new
    }

    /// Frees all old places first, then takes the new ones, so that one may move into another's place.
    fileprivate func apply(
        _ moves: [Proposal.Move], of proposal: Proposal.ID, overtime: Minutes, by caller: Caller,
        _ context: ClinicContext
    ) throws -> [Appointment] {
        var outdated: [OutdatedMove] = []
        var leaving: [(move: Proposal.Move, appointment: Appointment, status: AppointmentStatus)] = []
        for move in moves {
            let appointment = try self.appointment(move.appointment)
            if let change = change(of: appointment, since: move) {
                outdated.append(OutdatedMove(appointment: move.appointment, change: change))
            } else {
                leaving.append((move, try freed(appointment), appointment.status))
            }
        }
        let rules = SlotDerivation(context: context, now: now)
        for (move, appointment, status) in leaving {
            do {
                let slot = try rules.slot(
                    context.type(appointment.type), with: context.practitioner(move.to.practitioner),
                    at: move.to.start, priority: appointment.priority, lasting: appointment.length,
                    overtime: overtime
                )
                _ = try settle(
                    appointment, in: slot, as: status, by: caller, context,
                    detail:
                        "from \(move.from.practitioner) \(move.from.start) to \(move.to.practitioner) \(move.to.start)"
                )
            } catch let error as BookingError {
                outdated.append(
                    OutdatedMove(appointment: move.appointment, change: "can no longer go there (\(error))"))
            }
        }
        guard outdated.isEmpty else { throw BookingError.proposalOutdated(outdated) }
        return try moves.map { move in
            let moved = try self.appointment(move.appointment)
            try askForAnswer(moved, from: move.from, by: proposal)
            return moved
        }
    }

    private func change(of appointment: Appointment, since move: Proposal.Move) -> String? {
        if appointment.status != .booked && appointment.status != .pending {
            return "is \(appointment.status.rawValue) now"
        }
        if appointment.range.start <= now { return "has begun already" }
        if move.to.start <= now { return "would go to a time that is over" }
        let seat = Seat(practitioner: appointment.practitioner, start: appointment.range.start)
        if seat == move.to { return "was moved there already" }
        return appointment.version == move.version
            ? nil : "was changed (now \(seat.practitioner) at \(seat.start))"
    }
}
