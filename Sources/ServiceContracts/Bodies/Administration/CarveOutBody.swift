public import Domain

/// Time that is kept for some until it is released.
public struct CarveOutBody: Body {
    /// Whose time.
    public let practitioner: Practitioner.ID
    /// Which day of the week.
    public let weekday: Weekday
    /// From when to when.
    public let hours: LocalTimeRange
    /// Who may book it at any time.
    public let priorities: [Priority]
    /// What may be booked into it at any time.
    public let appointmentTypes: [AppointmentType.ID]
    /// How long before it begins it is open to all; 0 for never.
    public let releaseMinutes: Bounded<Bounds.ReleaseMinutes>

    /// A carve-out.
    public init(
        practitioner: Practitioner.ID, weekday: Weekday, hours: LocalTimeRange, priorities: [Priority],
        appointmentTypes: [AppointmentType.ID], releaseMinutes: Bounded<Bounds.ReleaseMinutes>
    ) {
        self.practitioner = practitioner
        self.weekday = weekday
        self.hours = hours
        self.priorities = priorities
        self.appointmentTypes = appointmentTypes
        self.releaseMinutes = releaseMinutes
    }

    /// Monday mornings for urgent care.
    public static var example: Self {
        Self(
            practitioner: "p-01", weekday: .monday, hours: .sample, priorities: [.urgent],
            appointmentTypes: [],
            releaseMinutes: .sample)
    }
}
