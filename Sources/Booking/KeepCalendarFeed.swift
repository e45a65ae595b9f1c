package import Book
package import Domain
import Platform
import Storage

/// An address with which a calendar outside the clinic shows somebody's appointments, and follows them.
///
/// The address is a secret, signed and not guessed; whoever has it reads what it shows. It ends with another one, when its owner says
/// so, and with every right of the account that links end with.
package struct KeepCalendarFeed {
    private let scheduling: Scheduling

    /// What is signed before the feed's id, so that no link is an address.
    private static let prefix = "calendar/"
    /// How long what has been is still shown, and how far ahead.
    private static let past = Minutes(30 * 1_440)
    private static let ahead = Minutes(400 * 1_440)

    /// In the book of `scheduling`.
    package init(_ scheduling: Scheduling) { self.scheduling = scheduling }

    /// Makes an address for the caller's appointments; one before ends.
    ///
    /// - Throws: ``CalendarFeedError/nobodys`` for callers who have no appointments of their own.
    package func make(in language: String, by caller: Caller) async throws -> (token: String, CalendarFeed) {
        guard caller.practitioner != nil || !caller.patients.isEmpty else { throw CalendarFeedError.nobodys }
        let id = scheduling.ids.next()
        return try await scheduling.write { transaction, _ in
            let feed = CalendarFeed(
                id: id, patients: caller.patients, practitioner: caller.practitioner, language: language,
                madeAt: transaction.now)
            try transaction.keep(feed, of: caller.name)
            try transaction.audit("calendarShared", caller.name, by: caller)
            return (SignedText(key: try transaction.makeLinkKey()).token(Self.prefix + id), feed)
        }
    }

    /// The caller's address, as it was made.
    ///
    /// - Throws: ``CalendarFeedError/unknown`` if there is none.
    package func show(to caller: Caller) async throws -> (token: String, CalendarFeed) {
        try await scheduling.database.read { transaction in
            guard let feed = try transaction.calendarFeed(of: caller.name),
                let key = try transaction.linkKey()
            else { throw CalendarFeedError.unknown }
            return (SignedText(key: key).token(Self.prefix + feed.id), feed)
        }
    }

    /// Ends the caller's address.
    ///
    /// - Throws: ``CalendarFeedError/unknown`` if there is none.
    package func end(by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in
            guard try transaction.endCalendarFeed(of: caller.name) else { throw CalendarFeedError.unknown }
            try transaction.audit("calendarEnded", caller.name, by: caller)
        }
    }

    /// What an address shows: what is booked, was a month ago at most, or took place, by start.
    ///
    /// - Throws: ``CalendarFeedError/unknown`` for an address that is none of ours or has ended.
    package func read(_ token: String) async throws -> (CalendarFeed, [Appointment]) {
        try await scheduling.database.read { transaction in
            guard let key = try transaction.linkKey(),
                let text = SignedText(key: key).text(of: token), text.hasPrefix(Self.prefix),
                let feed = try transaction.calendarFeed(String(text.dropFirst(Self.prefix.count)))
            else { throw CalendarFeedError.unknown }
            let span = TimeRange(start: transaction.now - Self.past, end: transaction.now + Self.ahead)
            let all =
                try feed.practitioner.map { try transaction.appointments(of: $0, in: span) }
                ?? feed.patients.sorted().flatMap { try transaction.appointments(of: $0) }
            let shown = all.filter { span.start <= $0.range.start && $0.range.start < span.end && $0.isOn }
            return (feed, shown.sorted { ($0.range.start, $0.id) < ($1.range.start, $1.id) })
        }
    }
}

extension Appointment {
    /// Whether somebody is expected, or came.
    fileprivate var isOn: Bool { [.booked, .arrived, .checkedIn, .fulfilled].contains(status) }
}

/// Why there is no calendar.
package enum CalendarFeedError: Error, Sendable, Equatable {
    /// Its address is none of ours, or has ended.
    case unknown
    /// The caller has no appointments of their own.
    case nobodys
}
