import Domain
import Storage

/// Gives back everything that a patient keeps of the clinic's time, at once.
struct CancelAllOfPatient {
    let scheduling: Scheduling

    /// Cancels all appointments to come, and forgets holds and waitlist entries with their offers, in one transaction.
    ///
    /// - Parameters:
    ///   - patient: Whose.
    ///   - reason: Kept in the audit trail of each.
    ///   - caller: Named in the audit trail.
    /// - Returns: The cancelled appointments, by start.
    /// - Throws: `BookingError.unknown`; nothing was written then.
    func callAsFunction(
        _ patient: Patient.ID, because reason: String?, by caller: Caller
    ) async throws -> [Appointment] {
        try await scheduling.write { transaction, _ in
            try transaction.requirePatient(patient)
            let entries = try transaction.rows("SELECT id FROM waitlist_entry WHERE patient_id = \(patient)")
            for row in entries { _ = try transaction.deleteWaitlistEntry(try row.id(0)) }
            try transaction.run("DELETE FROM hold WHERE patient_id = \(patient)")
            return try transaction.appointments(of: patient)
                .filter { $0.range.start > transaction.now && $0.status.canBecome(.cancelled) }
                .map {
                    try transaction.step(
                        $0.id, to: .cancelled, .appointmentCancelled, by: caller, detail: reason)
                }
        }
    }
}
