/// What a patient would like.
///
/// Preferences change the cost of a slot, never whether it is allowed.
public struct Preferences: Hashable, Sendable, Codable {
    /// Half of the day.
    public enum TimeOfDay: String, Sendable, Codable, CaseIterable {
        /// No wish.
        case any
        /// Starts before noon.
        case am
        /// Starts at noon or later.
        case pm
    }

    /// Practitioners in no particular order; empty for no wish.
    public let practitioners: Set<Practitioner.ID>
    /// Wished weekdays; empty for no wish.
    public let weekdays: Set<Weekday>
    /// Wished half of the day.
    public let timeOfDay: TimeOfDay
    /// Wished site.
    public let location: Location.ID?

    /// Wishes; everything is optional.
    public init(
        practitioners: Set<Practitioner.ID> = [], weekdays: Set<Weekday> = [], timeOfDay: TimeOfDay = .any,
        location: Location.ID? = nil
    ) {
        self.practitioners = practitioners
        self.weekdays = weekdays
        self.timeOfDay = timeOfDay
        self.location = location
    }
}
