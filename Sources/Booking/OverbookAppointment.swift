public import Book
public import Domain
package import Storage

/// Puts an appointment over what is there, because staff say so: of its own kind, with a reason, in the audit trail.
///
/// The reason is for the practitioner's time: working time, notice, caps and other bookings do not stand in the way. A patient
/// in two places, or more devices in use than there are, must be named as well. Skills always apply.
public struct OverbookAppointment: Sendable {
    private let scheduling: Scheduling

    /// What may be exceeded beside the practitioner's time.
    public enum Also: String, Sendable, Hashable, Codable, CaseIterable {
        /// The patient is elsewhere at that time.
        case patient
        /// All rooms or devices of a pool are in use.
        case equipment
    }

    /// Books in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Books over anything.
    ///
    /// - Parameters:
    ///   - type: What to book.
    ///   - patient: For whom.
    ///   - practitioner: With whom.
    ///   - start: When the patient's time begins.
    ///   - reason: Why; one line that is not blank, at most 200 characters.
    ///   - also: What else is exceeded knowingly.
    ///   - priority: How soon care is needed.
    ///   - caller: Must be permitted to overbook.
    ///   - key: The same key with the same request gives the first answer again, and books nothing.
    /// - Returns: The appointment.
    /// - Throws: ``BookingError``; nothing was written then.
    public func callAsFunction(
        _ type: AppointmentType.ID, for patient: Patient.ID, with practitioner: Practitioner.ID,
        at start: Instant, because reason: String, also: Set<Also> = [], priority: Priority = .normal,
        by caller: Caller, key: String? = nil
    ) async throws -> Appointment {
        let id = Appointment.ID(scheduling.ids.next())
        let words = also.map(\.rawValue).sorted().joined(separator: " ")
        let fingerprint = "overbook \(type) \(patient) \(practitioner) \(start) \(words) \(reason)"
        return try await scheduling.write { transaction, context in
            try transaction.require(.book, patient: patient, for: caller)
            try caller.requireOwnSchedule(practitioner)
            let request = IdempotentRequest(key, fingerprint)
            if let earlier = try transaction.answer(to: request)?.first { return earlier }
            let slot = try transaction.overbookSlot(
                context.type(type), with: context.practitioner(practitioner), at: start, context)
            try transaction.requireOverbook(slot, for: patient, because: reason, also: also, by: caller)
            let appointment = Appointment(
                id: id, status: .booked, type: type, practitioner: practitioner, patient: patient,
                range: slot.range, busy: slot.busy, pools: slot.pools, priority: priority,
                bookedAt: transaction.now, overbookReason: reason
            )
            try transaction.insert(appointment, by: Side(of: caller))
            try transaction.record(.appointmentBooked, appointment, by: caller, detail: "overbook: \(reason)")
            try transaction.remember(request, [appointment])
            return appointment
        }
    }
}

package extension ReadTransaction {
    /// Throws unless `caller` may put something over what is there, says why, and names what else it exceeds.
    func requireOverbook(
        _ slot: Slot, for patient: Patient.ID, because reason: String,
        also: Set<OverbookAppointment.Also>, by caller: Caller
    ) throws {
        guard caller.role.may(.overbook) else {
            throw BookingError.notPermitted(.overbook, role: caller.role)
        }
        let isLine =
            reason.count <= 200 && !reason.contains { $0.isNewline } && reason.contains { !$0.isWhitespace }
        guard isLine else { throw BookingError.reasonMissing }
        if !also.contains(.patient), try !occupied("patient/\(patient)", slot.range).isEmpty {
            throw BookingError.ruleBroken(
                .patientTwice,
                explanation: "the patient has another appointment in \(slot.range); say that both are meant")
        }
        guard !also.contains(.equipment) else { return }
        for pool in slot.pools where try isExhausted(pool, in: slot.busy) {
            throw BookingError.ruleBroken(
                .equipmentTwice,
                explanation: "all of \(pool) are in use at \(slot.range.start); say that it can be shared")
        }
    }

    fileprivate func overbookSlot(
        _ type: AppointmentType, with practitioner: Practitioner, at start: Instant, _ context: ClinicContext
    ) throws -> Slot {
        guard start > now - 1_440, start < now + Minutes(366 * 1_440) else {
            throw BookingError.ruleBroken(
                .overbookRange, explanation: "\(start) is not between yesterday and a year from now")
        }
        guard practitioner.skills.contains(type.skill) else {
            throw BookingError.ruleBroken(
                .skill, explanation: "\(practitioner.id) does not offer \(type.skill)")
        }
        guard let pools = context.clinic.pools(for: type, at: practitioner.location) else {
            throw BookingError.ruleBroken(
                .resources,
                explanation: "\(practitioner.location) lacks \(type.purposes.joined(separator: ", "))")
        }
        return Slot(
            type, with: practitioner, at: start, lasting: practitioner.length(of: type), pools: pools)
    }
}
