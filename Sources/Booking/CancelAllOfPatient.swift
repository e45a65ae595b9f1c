package import Book
package import Domain
import Storage

/// Gives back everything that a patient keeps of the clinic's time, at once.
package struct CancelAllOfPatient {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Cancels all appointments to come, and forgets holds and waitlist entries with their offers, in one transaction.
    ///
    /// - Parameters:
    ///   - patient: Whose.
    ///   - reason: Kept in the audit trail of each.
    ///   - caller: Named in the audit trail.
    /// - Returns: The cancelled appointments, by start.
    /// - Throws: `BookingError.unknown`; nothing was written then.
    package func callAsFunction(
        _ patient: Patient.ID, because reason: String?, by caller: Caller
    ) async throws -> [Appointment] {
        try await scheduling.write { transaction, _ in
            try transaction.requirePatient(patient)
            try transaction.deleteWaitlist(of: patient)
            try transaction.deleteHolds(of: patient)
            return try transaction.appointments(of: patient)
                .filter { $0.range.start > transaction.now && $0.status.canBecome(.cancelled) }
                .map {
                    try transaction.step(
                        $0, to: .cancelled, .appointmentCancelled, by: caller, detail: reason)
                }
        }
    }
}
