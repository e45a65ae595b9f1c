/// When and how often an appointment type may be booked; each limit is a rule that a refusal names.
public struct BookingLimits: Hashable, Sendable, Codable {
    /// Shortest time between booking and start.
    public let notice: Minutes
    /// Farthest day ahead, in days from today.
    public let horizonDays: Int
    /// At most so many of this type per practitioner and local day; `nil` for no cap.
    public let perPractitionerDay: Int?
    /// At most so many future appointments of this type per patient; `nil` for no cap.
    public let perPatient: Int?

    /// Limits; the defaults ask for an hour's notice and open twelve weeks.
    public init(
        notice: Minutes = 60, horizonDays: Int = 84, perPractitionerDay: Int? = nil, perPatient: Int? = nil
    ) {
        self.notice = notice
        self.horizonDays = horizonDays
        self.perPractitionerDay = perPractitionerDay
        self.perPatient = perPatient
    }
}
