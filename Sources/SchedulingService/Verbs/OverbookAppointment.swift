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
    ///   - reason: Why; one line that is not blank, at most 200 characters.
    ///   - priority: How soon care is needed.
    ///   - caller: Must be permitted to overbook.
    ///   - key: The same key with the same request gives the first answer again, and books nothing.
    /// - Returns: The appointment.
    /// - Throws: ``BookingError``; nothing was written then.
    public func callAsFunction(
        _ type: AppointmentType.ID, for patient: Patient.ID, with practitioner: Practitioner.ID,
        at start: Instant,
        because reason: String, priority: Priority = .normal, by caller: Caller, key: String? = nil
    ) async throws -> Appointment {
        guard caller.role.may(.overbook) else {
            throw BookingError.notPermitted(.overbook, role: caller.role)
        }
        let isLine =
            reason.count <= 200 && !reason.contains { $0.isNewline } && reason.contains { !$0.isWhitespace }
        guard isLine else { throw BookingError.reasonMissing }
        let id = Appointment.ID(scheduling.ids.next())
        return try await scheduling.write { transaction, context in
            let request = IdempotentRequest(
                key, "overbook \(type) \(patient) \(practitioner) \(start) \(reason)")
            if let earlier = try transaction.answer(to: request)?.first { return earlier }
            guard start > transaction.now - 1_440, start < transaction.now + Minutes(366 * 1_440) else {
                throw BookingError.ruleBroken(
                    .overbookRange, explanation: "\(start) is not between yesterday and a year from now"
                )
            }
            let (type, practitioner) = (try context.type(type), try context.practitioner(practitioner))
            guard practitioner.skills.contains(type.skill) else {
                throw BookingError.ruleBroken(
                    .skill, explanation: "\(practitioner.id) does not offer \(type.skill)")
            }
            try transaction.requirePatient(patient)
            let length = practitioner.length(of: type)
            guard let pools = context.clinic.pools(for: type, at: practitioner.location) else {
                throw BookingError.ruleBroken(
                    .resources,
                    explanation: "\(practitioner.location) lacks \(type.purposes.joined(separator: ", "))"
                )
            }
            let appointment = Appointment(
                id: id, status: .booked, type: type.id, practitioner: practitioner.id, patient: patient,
                range: length.visible(from: start), busy: length.busy(from: start), pools: pools.map(\.id),
                priority: priority, bookedAt: transaction.now, overbookReason: reason
            )
            try transaction.insert(appointment)
            try transaction.record(.appointmentBooked, appointment, by: caller, detail: "overbook: \(reason)")
            try transaction.remember(request, [appointment])
            return appointment
        }
    }
}
