/// A one-off change of a practitioner's hours on one day: it closes time that was open or opens time that was not.
public struct ScheduleException: Hashable, Sendable, Codable {
    /// What it does to the hours.
    public enum Effect: String, Sendable, Codable, CaseIterable {
        /// Takes the hours away; it wins over templates and over openings.
        case close
        /// Adds the hours, also on a holiday.
        case open
    }

    /// Whose hours.
    public let practitioner: Practitioner.ID
    /// The day.
    public let date: LocalDate
    /// The hours concerned.
    public let hours: LocalTimeRange
    /// Opens or closes.
    public let effect: Effect

    /// An exception on one day.
    public init(practitioner: Practitioner.ID, date: LocalDate, hours: LocalTimeRange, effect: Effect) {
        self.practitioner = practitioner
        self.date = date
        self.hours = hours
        self.effect = effect
    }
}
