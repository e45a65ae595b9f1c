public import Domain

/// Wishes of a patient; they change the cost of a slot, never whether it is allowed.
public struct PreferencesBody: Body {
    /// With whom, in no order; empty for anybody.
    public let practitioners: [Practitioner.ID]?
    /// On which days of the week; empty for any.
    public let weekdays: [Weekday]?
    /// Halves of the day; both or none for any.
    public let timesOfDay: [Preferences.TimeOfDay]?
    /// Where.
    public let location: Location.ID?

    /// Wishes from their parts.
    public init(
        practitioners: [Practitioner.ID]? = nil, weekdays: [Weekday]? = nil,
        timesOfDay: [Preferences.TimeOfDay]? = nil, location: Location.ID? = nil
    ) {
        self.practitioners = practitioners
        self.weekdays = weekdays
        self.timesOfDay = timesOfDay
        self.location = location
    }

    /// Wishes as they are kept.
    public init(_ preferences: Preferences) {
        self.init(
            practitioners: preferences.practitioners.sorted(), weekdays: preferences.weekdays.sorted(),
            timesOfDay: preferences.timeOfDay == .any ? [] : [preferences.timeOfDay],
            location: preferences.location)
    }

    /// Wishes as the planner takes them.
    public var preferences: Preferences {
        let halves = Set(timesOfDay ?? []).subtracting([.any])
        return Preferences(
            practitioners: Set(practitioners ?? []), weekdays: Set(weekdays ?? []),
            timeOfDay: halves.count == 1 ? halves.first ?? .any : .any, location: location)
    }

    /// Tuesday mornings.
    public static var example: Self { Self(weekdays: [.tuesday], timesOfDay: [.am]) }
}
