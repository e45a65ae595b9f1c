public import Domain

/// Who was reminded, for whoever counts.
public protocol ReminderFacts: Sendable {
    /// Whether a reminder of appointments was sent, of those of which anything is known.
    ///
    /// - Parameter starts: When each begins: what was sent of another time does not count.
    /// - Returns: Without those of which nobody was told anything here: another system did, or it is too long ago.
    /// - Throws: What the notifications' store throws.
    func reminded(_ starts: [Appointment.ID: Instant]) async throws -> [Appointment.ID: Bool]
}
