public import Domain

/// Events as calendars read them: a feed, or an invitation.
///
/// Source: RFC 5545 §3.4 and §3.7; RFC 7986 for names and how often to ask again; RFC 5546 for methods.
public struct CalendarObject: Sendable {
    /// What its reader is to do.
    public enum Method: Sendable, Hashable {
        /// Keep it: somebody invites somebody.
        case request(from: CalendarEvent.Person, to: CalendarEvent.Person)
        /// Take it away again.
        case cancel(from: CalendarEvent.Person, to: CalendarEvent.Person)
        /// Show it, and ask again after so long.
        case follow(name: String, refresh: Minutes)
        /// Keep what is in it; nobody is asked or told.
        case keep

        /// As it stands in the calendar and in the type of a mail's part; `nil` where nobody invites anybody.
        public var name: String? {
            switch self {
            case .request: "REQUEST"
            case .cancel: "CANCEL"
            case .follow, .keep: nil
            }
        }
    }

    /// What its reader is to do.
    public let method: Method
    /// In any order.
    public let events: [CalendarEvent]

    /// A calendar.
    public init(_ method: Method, _ events: [CalendarEvent]) {
        self.method = method
        self.events = events
    }

    /// UTF-8 in lines of at most 75 octets that end with CR LF.
    public var text: String {
        let head = [
            ContentLine("BEGIN", "VCALENDAR"), ContentLine("VERSION", "2.0"),
            ContentLine("PRODID", "-//Slotwise//Slotwise//EN"),
        ]
        let said = method.name.map { [ContentLine("METHOD", $0)] } ?? []
        let lines =
            head + said + named + events.flatMap { $0.lines(from: organizer, to: attendee) }
            + [ContentLine("END", "VCALENDAR")]
        return lines.map(\.folded).joined()
    }

    private var named: [ContentLine] {
        guard case .follow(let name, let refresh) = method else { return [] }
        return [
            ContentLine("NAME", text: name), ContentLine("X-WR-CALNAME", text: name),
            ContentLine("REFRESH-INTERVAL;VALUE=DURATION", "PT\(refresh.count)M"),
            ContentLine("X-PUBLISHED-TTL", "PT\(refresh.count)M"),
        ]
    }

    private var organizer: CalendarEvent.Person? {
        switch method {
        case .request(let from, _), .cancel(let from, _): from
        case .follow, .keep: nil
        }
    }

    private var attendee: CalendarEvent.Person? {
        switch method {
        case .request(_, let to), .cancel(_, let to): to
        case .follow, .keep: nil
        }
    }
}
