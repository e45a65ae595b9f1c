public import Book
public import Domain
import Storage

/// Cancels an appointment; its time is free at once.
public struct CancelAppointment: Sendable {
    private let scheduling: Scheduling

    /// Cancels in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Cancels and returns the appointment as it is then.
    ///
    /// - Parameters:
    ///   - id: Which appointment.
    ///   - reason: Kept in the audit trail; one of the clinic's codes, never a diagnosis.
    ///   - caller: Named in the audit trail.
    ///   - key: The same key with the same request gives the first answer again.
    /// - Returns: The appointment as it is then.
    /// - Throws: `BookingError.illegalTransition` or `.unknown`; nothing was written then.
    public func callAsFunction(
        _ id: Appointment.ID, because reason: String? = nil, by caller: Caller, key: String? = nil
    ) async throws -> Appointment {
        try await scheduling.write { transaction, _ in
            let old = try transaction.appointment(id, .book, for: caller)
            let request = IdempotentRequest(key, "cancel \(id) \(reason ?? "")")
            if let earlier = try transaction.answer(to: request)?.first { return earlier }
            try transaction.requireBeforeCutoff(old, caller)
            let cancelled = try transaction.step(
                old, to: .cancelled, .appointmentCancelled, by: caller, detail: reason
            )
            try transaction.remember(request, [cancelled])
            return cancelled
        }
    }
}
