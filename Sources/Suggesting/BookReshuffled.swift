public import Book
import Availability
public import Domain
import Planning
package import Storage

/// Books a slot that becomes free if bookings with "any practitioner" change hands; all of it in one transaction.
///
/// Only bookings whose patients did not choose a practitioner move, and only to another practitioner at the same time and
/// place.
public struct BookReshuffled: Sendable {
    private let scheduling: Scheduling

    /// Books in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// What was done.
    public struct Booked: Sendable, Hashable {
        /// The new appointment.
        public let appointment: Appointment
        /// Those that changed hands.
        public let handedOver: [Appointment]
    }

    /// Books `type` with `practitioner` at `start`.
    ///
    /// - Throws: `BookingError.slotTaken` if no change of hands frees the slot; nothing was written then.
    public func callAsFunction(
        _ type: AppointmentType.ID, for patient: Patient.ID, with practitioner: Practitioner.ID,
        at start: Instant, priority: Priority = .normal, by caller: Caller, key: String? = nil
    ) async throws -> Booked {
        let id = Appointment.ID(scheduling.ids.next())
        let fingerprint = "reshuffled \(type) \(patient) \(practitioner) \(start) \(priority.rawValue)"
        return try await scheduling.write { transaction, context in
            try transaction.require(.book, patient: patient, for: caller)
            let request = IdempotentRequest(key, fingerprint)
            if let earlier = try transaction.answer(to: request), let first = earlier.first {
                return Booked(appointment: first, handedOver: Array(earlier.dropFirst()))
            }
            let rules = SlotDerivation(context: context, now: transaction.now)
            let slot = try rules.slot(
                context.type(type), with: context.practitioner(practitioner), at: start, priority: priority)
            let handedOver = try transaction.makeRoom(for: slot, by: caller, context)
            let booked = try transaction.insertBooked(
                Appointment(
                    id: id, status: .booked, type: type, practitioner: practitioner, patient: patient,
                    range: slot.range, busy: slot.busy, pools: slot.pools, priority: priority,
                    bookedAt: transaction.now),
                in: slot, by: caller, context)
            try transaction.remember(request, [booked] + handedOver)
            return Booked(appointment: booked, handedOver: handedOver)
        }
    }
}

package extension Transaction {
    /// Hands over what is in the way of `slot`.
    fileprivate func makeRoom(
        for slot: Slot, by caller: Caller, _ context: ClinicContext
    ) throws -> [Appointment] {
        let zone = context.zone(of: slot.location)
        let snapshot = try SuggestionSnapshot(
            self, context, from: zone.date(at: slot.range.start), dayCount: 1)
        guard let (position, ticks) = snapshot.line(of: slot),
            let handovers = SuggestReshuffled(
                snapshot.emptyRequest, in: snapshot.book, flexible: try snapshot.flexible(self)
            ).handovers(freeing: ticks, of: position, on: 0)
        else { throw BookingError.slotTaken(practitioner: slot.practitioner, range: slot.busy) }
        let rules = SlotDerivation(context: context, now: now)
        // All give up their places first, so that one may go where another was.
        let leaving = try handovers.map { handover in
            let appointment = try self.appointment(handover.appointment)
            return (handover, appointment, try freed(appointment))
        }
        return try leaving.map { handover, appointment, freed in
            let taker = snapshot.book.practitioners[handover.practitioner]
            let place = try rules.place(
                context.type(appointment.type), with: taker, at: appointment.range.start,
                lasting: appointment.length)
            return try settle(
                freed, in: place, by: caller, context,
                detail: "from \(appointment.practitioner) to \(taker.id), at the same time")
        }
    }
}
