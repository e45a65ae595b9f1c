/// What somebody is told about an appointment.
public enum NoticeKind: String, Sendable, Codable, CaseIterable {
    /// It is booked.
    case confirmation
    /// It is at another time, or with somebody else.
    case change
    /// It does not take place.
    case cancellation
    /// It is soon.
    case reminder
}
