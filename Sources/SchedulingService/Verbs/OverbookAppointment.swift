public import Domain
import Storage

/// Puts an appointment over what is there, because staff say so: of its own kind, with a reason, in the audit trail.
///
/// Skills and rooms still apply; working time, notice, caps and occupancy do not.
public struct OverbookAppointment: Sendable {
    private let scheduling: Scheduling

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
    ///   - reason: Why; not blank.
    ///   - caller: Must be permitted to overbook.
    ///   - key: The same key with the same request gives the first answer again, and books nothing.
    /// - Returns: The appointment.
    /// - Throws: ``BookingError``; nothing was written then.
    public func callAsFunction(
        _ type: AppointmentType.ID, for patient: Patient.ID, with practitioner: Practitioner.ID,
        at start: Instant,
        because reason: String, by caller: Caller, key: String? = nil
    ) async throws -> Appointment {
        guard caller.role.may(.overbook) else {
            throw BookingError.notPermitted(.overbook, role: caller.role)
        }
        guard reason.contains(where: { !$0.isWhitespace }) else { throw BookingError.reasonMissing }
        let id = Appointment.ID(scheduling.ids.next())
        return try await scheduling.write { transaction, context in
            let request = IdempotentRequest(
                key, "overbook \(type) \(patient) \(practitioner) \(start) \(reason)")
            if let earlier = try transaction.outcome(of: request) {
                return try transaction.appointment(Appointment.ID(earlier))
            }
            let (type, practitioner) = (try context.type(type), try context.practitioner(practitioner))
            guard practitioner.skills.contains(type.skill) else {
                throw BookingError.ruleBroken(
                    .skill, explanation: "\(practitioner.id) does not offer \(type.skill)")
            }
            try transaction.requirePatient(patient)
            let length = practitioner.length(of: type)
            let pools = context.clinic.pools(for: type, at: practitioner.location) ?? []
            let appointment = Appointment(
                id: id, status: .booked, type: type.id, practitioner: practitioner.id, patient: patient,
                range: length.visible(from: start), busy: length.busy(from: start), pools: pools.map(\.id),
                bookedAt: transaction.now, overbookReason: reason
            )
            try transaction.insert(appointment)
            try transaction.record(.appointmentBooked, id.rawValue, by: caller, detail: "overbook: \(reason)")
            try transaction.remember(request, outcome: id.rawValue)
            return appointment
        }
    }
}
