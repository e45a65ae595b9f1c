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
            let (entry, holdID) = try transaction.offer(id, for: caller)
            let hold = try transaction.hold(holdID, context)
            _ = try transaction.deleteHold(holdID)
            let rules = SlotDerivation(context: context, now: transaction.now)
            let slot = try rules.place(
                context.type(hold.slot.type), with: context.practitioner(hold.slot.practitioner),
                at: hold.slot.range.start)
            let accepted = try transaction.take(
                slot, for: entry, newID: Appointment.ID(ids.next()), offer: id, by: caller, context)
            _ = try transaction.deleteWaitlistEntry(entry.id)
            try transaction.countOffer(made: 0, taken: 1)
            return accepted
        }
    }

    /// Gives the place back; the entry stays on the waitlist.
    ///
    /// - Throws: `BookingError.unknown`.
    public func decline(_ id: Offer.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in
            let (entry, hold) = try transaction.offer(id, for: caller)
            _ = try transaction.deleteHold(hold)
            try transaction.deleteOffer(id)
            try transaction.record(
                .offerDeclined, id.rawValue, audience: ["patient/\(entry.patient)"], by: caller)
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
