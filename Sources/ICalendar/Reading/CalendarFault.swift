/// Why a calendar of others cannot be read.
public enum CalendarFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// It does not begin as a calendar does.
    case noCalendar
    /// A component ends that did not begin, or does not end.
    case unbalanced(String)
    /// A property is not of its form.
    case malformed(String, String)
    /// A zone that is neither an IANA name nor described in the calendar.
    case unknownZone(String)
    /// More recurrences, or more busy times, than anybody has.
    case tooMany

    /// The fact and the next step.
    public var description: String {
        switch self {
        case .noCalendar: "there is no calendar at the address; give the address of an iCalendar file (.ics)"
        case .unbalanced(let name): "\(name) does not begin or end where it should"
        case .malformed(let property, let value): "\(property): “\(value)” cannot be read"
        case .unknownZone(let name): "time zone “\(name)” is neither known here nor described in the calendar"
        case .tooMany: "it has more events than can be followed; give the address of a smaller calendar"
        }
    }
}
