public import Book
public import Domain
package import Storage

/// Takes or declines an offer.
public struct AnswerOffer: Sendable {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// What an acceptance changed.
    public struct Accepted: Sendable, Hashable {
        /// The appointment where it is now.
        public let appointment: Appointment
        /// The place it left, for the next in the chain; `nil` if it had none.
        public let freed: Seat?
    }

    /// Moves the appointment into the offered place, or books it, in one transaction: never left with nothing.
    ///
    /// - Throws: `BookingError.holdExpired` if the offer ended; nothing was written then.
    public func accept(_ id: Offer.ID, by caller: Caller) async throws -> Accepted {
        let ids = scheduling.ids
        return try await scheduling.write { transaction, context in
            try transaction.accept(id, by: caller, newID: Appointment.ID(ids.next()), context)
        }
    }

    /// The same, by whoever has the link in the message that told of it.
    ///
    /// - Throws: ``LinkError`` for a link that ended meanwhile; nothing was written then.
    package func accept(byLink token: String) async throws -> Accepted {
        let ids = scheduling.ids
        return try await scheduling.write { transaction, context in
            let (offer, caller) = try transaction.offer(byLink: token, context)
            return try transaction.accept(offer.id, by: caller, newID: Appointment.ID(ids.next()), context)
        }
    }

    /// Gives the place back; the entry stays on the waitlist.
    ///
    /// - Throws: `BookingError.unknown`.
    public func decline(_ id: Offer.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in try transaction.decline(id, by: caller) }
    }

    /// The same, by whoever has the link in the message that told of it.
    ///
    /// - Throws: ``LinkError``; nothing was written then.
    package func decline(byLink token: String) async throws {
        try await scheduling.write { transaction, context in
            let (offer, caller) = try transaction.offer(byLink: token, context)
            try transaction.decline(offer.id, by: caller)
        }
    }
}

package extension ReadTransaction {
    /// Entry and hold of an offer, if it is the caller's to answer; another's looks as if it were not there.
    fileprivate func offer(_ id: Offer.ID, for caller: Caller) throws -> (WaitlistEntry, Hold.ID) {
        let (entryID, hold) = try offer(id)
        let entry = try waitlistEntry(entryID)
        guard caller.waits(for: entry.patient) else {
            throw BookingError.unknown(kind: "offer", id: id.rawValue)
        }
        return (entry, hold)
    }
}

package extension Transaction {
    fileprivate func accept(
        _ id: Offer.ID, by caller: Caller, newID: Appointment.ID, _ context: ClinicContext
    ) throws -> AnswerOffer.Accepted {
        let (entry, holdID) = try offer(id, for: caller)
        let hold = try hold(holdID, context)
        _ = try deleteHold(holdID)
        let rules = SlotDerivation(context: context, now: now)
        let slot = try rules.place(
            context.type(hold.slot.type), with: context.practitioner(hold.slot.practitioner),
            at: hold.slot.range.start)
        let accepted = try take(slot, for: entry, newID: newID, offer: id, by: caller, context)
        _ = try deleteWaitlistEntry(entry.id)
        try countOffer(made: 0, taken: 1)
        return accepted
    }

    fileprivate func decline(_ id: Offer.ID, by caller: Caller) throws {
        let (entry, hold) = try offer(id, for: caller)
        _ = try deleteHold(hold)
        try deleteOffer(id)
        try record(.offerDeclined, id.rawValue, audience: ["patient/\(entry.patient)"], by: caller)
    }

    /// Moves the entry's appointment into `slot`, or books one.
    fileprivate func take(
        _ slot: Slot, for entry: WaitlistEntry, newID: Appointment.ID, offer: Offer.ID, by caller: Caller,
        _ context: ClinicContext
    ) throws -> AnswerOffer.Accepted {
        guard let own = try entry.appointment.map({ try appointment($0) }) else {
            let booked = Appointment(
                id: newID, status: .booked, type: slot.type, practitioner: slot.practitioner,
                patient: entry.patient, range: slot.range, busy: slot.busy, pools: slot.pools,
                priority: entry.priority, bookedAt: now)
            return .init(appointment: try insertBooked(booked, in: slot, by: caller, context), freed: nil)
        }
        guard own.status == .booked else {
            throw BookingError.illegalTransition(from: own.status, to: .booked)
        }
        let moved = try settle(try freed(own), in: slot, by: caller, context, detail: "offer \(offer)")
        return .init(
            appointment: moved, freed: .init(practitioner: own.practitioner, start: own.range.start))
    }
}
