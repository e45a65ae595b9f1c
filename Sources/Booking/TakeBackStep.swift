package import Book
package import Domain
package import Storage

/// Takes the last step of an appointment back: a wrong tap at the desk, a no-show who came after all.
package struct TakeBackStep {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Puts the appointment back into the state before its last step, once.
    ///
    /// - Parameters:
    ///   - id: Which appointment.
    ///   - reason: Why it goes over what has taken its time since; `nil` if its time must still be free.
    ///   - caller: Named in the audit trail.
    /// - Returns: The appointment as it is then.
    /// - Throws: `BookingError.illegalTransition` if no step can be taken back, `.slotTaken` and its kin if its time is
    ///   another's now, `.reasonMissing`; nothing was written then.
    package func callAsFunction(
        _ id: Appointment.ID, overbooking reason: String? = nil, by caller: Caller
    ) async throws -> Appointment {
        try await scheduling.write { transaction, context in
            let old = try transaction.appointment(id, .runDesk, for: caller)
            guard let former = try transaction.formerStatus(of: id) else {
                throw BookingError.illegalTransition(from: old.status, to: .booked)
            }
            if former.occupies && !old.status.occupies {
                try transaction.requireRoom(for: old, overbooking: reason, by: caller, context)
            }
            try transaction.takeBack(id, to: former, overbooking: reason)
            let new = try transaction.appointment(id)
            try transaction.record(
                .appointmentReverted, new, by: caller,
                detail: "\(old.status.rawValue) back to \(former.rawValue)")
            return new
        }
    }
}

package extension ReadTransaction {
    /// Throws unless the appointment's own time is free, or staff say why it goes over what is there.
    fileprivate func requireRoom(
        for appointment: Appointment, overbooking reason: String?, by caller: Caller, _ context: ClinicContext
    ) throws {
        let practitioner = try context.practitioner(appointment.practitioner)
        let slot = Slot(
            type: appointment.type, practitioner: practitioner.id, location: practitioner.location,
            range: appointment.range, busy: appointment.busy, pools: appointment.pools)
        guard let reason else { return try requireFree(slot, for: appointment.patient) }
        try requireOverbook(slot, for: appointment.patient, because: reason, also: [], by: caller)
    }
}
