public import Domain

/// Who was reminded, for whoever counts.
public protocol ReminderFacts: Sendable {
    /// Those of `appointments` whose patients were sent a reminder.
    ///
    /// - Throws: What the notifications' store throws.
    func reminded(_ appointments: Set<Appointment.ID>) async throws -> Set<Appointment.ID>
}
