public import Domain
import Storage

/// Puts somebody on the waitlist: for a place, or for an earlier one than they have.
public struct JoinWaitlist: Sendable {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - patient: Who waits.
    ///   - type: For what; of an appointment to be moved it must be the same.
    ///   - priority: How soon care is needed.
    ///   - days: Local days that suit, both inclusive.
    ///   - appointment: What is to be moved earlier; `nil` if there is none yet.
    ///   - caller: Named in the audit trail.
    /// - Returns: The entry.
    /// - Throws: ``BookingError`` for unknown ids, or an appointment that is another's or not booked.
    public func callAsFunction(
        _ patient: Patient.ID, for type: AppointmentType.ID, priority: Priority = .normal,
        on days: ClosedRange<LocalDate>, insteadOf appointment: Appointment.ID? = nil, by caller: Caller
    ) async throws -> WaitlistEntry {
        let id = WaitlistEntry.ID(scheduling.ids.next())
        return try await scheduling.write { transaction, context in
            _ = try context.type(type)
            try transaction.requirePatient(patient)
            if let appointment {
                let booked = try transaction.appointment(appointment)
                guard booked.patient == patient, booked.type == type else {
                    throw BookingError.unknown(kind: "appointment", id: appointment.rawValue)
                }
                guard booked.status == .booked else {
                    throw BookingError.illegalTransition(from: booked.status, to: .waitlist)
                }
            }
            let entry = WaitlistEntry(
                id: id, patient: patient, type: type, priority: priority, earliest: days.lowerBound,
                latest: days.upperBound, appointment: appointment, addedAt: transaction.now
            )
            try transaction.insert(entry)
            try transaction.record(.waitlistJoined, id.rawValue, audience: ["patient/\(patient)"], by: caller)
            return entry
        }
    }

    /// Everybody who waits, longest first.
    public func list() async throws -> [WaitlistEntry] {
        try await scheduling.read { transaction, _ in try transaction.waitlist() }
    }
}
