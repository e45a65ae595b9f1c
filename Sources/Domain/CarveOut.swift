/// Recurring time of a practitioner that is kept for some until it is released to everybody.
///
/// Urgent capacity is the usual reason: `priorities` lists who may book it before its release. A carve-out never opens
/// time; it only says who may take time that is open.
public struct CarveOut: Hashable, Sendable, Codable {
    /// Whose time.
    public let practitioner: Practitioner.ID
    /// Which day of the week.
    public let weekday: Weekday
    /// From when to when, on the wall clock of the practitioner's location.
    public let hours: LocalTimeRange
    /// Who may book it at any time, by priority.
    public let priorities: Set<Priority>
    /// What may be booked into it at any time.
    public let types: Set<AppointmentType.ID>
    /// How long before the carved-out time begins it is open to all; zero for never.
    public let release: Minutes

    /// A carve-out on every such weekday.
    public init(
        practitioner: Practitioner.ID, weekday: Weekday, hours: LocalTimeRange,
        priorities: Set<Priority> = [.urgent], types: Set<AppointmentType.ID> = [], release: Minutes
    ) {
        self.practitioner = practitioner
        self.weekday = weekday
        self.hours = hours
        self.priorities = priorities
        self.types = types
        self.release = release
    }

    /// Whether an appointment of `type` and `priority` may take the time although it is not released.
    public func admits(_ type: AppointmentType.ID, _ priority: Priority) -> Bool {
        priorities.contains(priority) || types.contains(type)
    }

    /// Whether the time that begins at `start` is open to all at `now`.
    public func isReleased(at now: Instant, for start: Instant) -> Bool {
        release.count > 0 && now >= start - release
    }
}
