public import Domain

/// Something at a time.
///
/// Source: RFC 5545 §3.6.1; RFC 5546 §3.2 for what invitations must have.
public struct CalendarEvent: Sendable, Hashable {
    /// Somebody who asks, or is asked.
    public struct Person: Sendable, Hashable {
        /// For people.
        public let name: String
        /// Where mail goes.
        public let email: String

        /// Somebody.
        public init(name: String, email: String) {
            self.name = name
            self.email = email
        }
    }

    /// The same for as long as it is the same event.
    public let uid: String
    /// Grows with every change.
    public let sequence: Int
    /// When this was written.
    public let stamp: Instant
    /// When it is.
    public let range: TimeRange
    /// What it is, in a line.
    public let summary: String
    /// Where.
    public let place: String
    /// More of it; empty for nothing.
    public let note: String
    /// Whether it is off.
    public let isCancelled: Bool

    /// An event.
    public init(
        uid: String, sequence: Int, stamp: Instant, range: TimeRange, summary: String, place: String,
        note: String = "", isCancelled: Bool = false
    ) {
        self.uid = uid
        self.sequence = sequence
        self.stamp = stamp
        self.range = range
        self.summary = summary
        self.place = place
        self.note = note
        self.isCancelled = isCancelled
    }

    /// The same in mail, in an address that a calendar follows and in what somebody downloads, so that it is one entry.
    public static func uid(of appointment: String) -> String { "\(appointment)@appointments.slotwise" }

    func lines(from organizer: Person?, to attendee: Person?) -> [ContentLine] {
        var lines = [
            ContentLine("BEGIN", "VEVENT"), ContentLine("UID", text: uid),
            ContentLine("SEQUENCE", "\(sequence)"), ContentLine("DTSTAMP", stamp.calendarTime),
            ContentLine("DTSTART", range.start.calendarTime), ContentLine("DTEND", range.end.calendarTime),
            ContentLine("SUMMARY", text: summary),
            ContentLine("STATUS", isCancelled ? "CANCELLED" : "CONFIRMED"),
        ]
        if !place.isEmpty { lines.append(ContentLine("LOCATION", text: place)) }
        if !note.isEmpty { lines.append(ContentLine("DESCRIPTION", text: note)) }
        if let organizer {
            lines.append(ContentLine("ORGANIZER", "mailto:\(organizer.email)", ["CN": organizer.name]))
        }
        if let attendee {
            lines.append(
                ContentLine(
                    "ATTENDEE", "mailto:\(attendee.email)",
                    ["CN": attendee.name, "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"]))
        }
        return lines + [ContentLine("END", "VEVENT")]
    }
}

extension Instant {
    /// `20260311T090000Z`: UTC, so that no calendar needs our zones.
    fileprivate var calendarTime: String { rfc3339.filter { $0 != "-" && $0 != ":" } }
}
