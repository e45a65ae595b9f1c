public import Domain

/// How long before a visit people are reminded.
public struct ReminderPolicy: Sendable, Hashable, Codable {
    /// Before the start, longest first; none for no reminders.
    public let offsets: [Minutes]

    /// A policy; each offset counts once.
    public init(offsets: [Minutes]) {
        self.offsets = Set(offsets).sorted { $0.count > $1.count }
    }

    /// A week, a day and two hours before.
    public static let usual = ReminderPolicy(offsets: [10_080, 1_440, 120])
}
