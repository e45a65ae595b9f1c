package import Book
package import Domain
import Platform
import Storage

/// Signed links with which whoever has one confirms, moves or cancels one appointment, without signing in.
///
/// A link names no person. What one is for that somebody made, who made it and when it ends are rows, so that it ends with the right of
/// whoever made it. One in a message to the patient is the appointment's own: it needs no row, and ends with the
/// appointment, with the address it was sent to, and with every right to the patient's record that ends.
package struct UseLink {
    private let scheduling: Scheduling

    /// What a message's link holds before the appointment's id; ids of rows never begin so.
    fileprivate static let own = "appointment/"

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Makes a link that lasts as long as the clinic says, and never longer than the appointment, wherever that moves.
    package func make(_ appointment: Appointment.ID, by caller: Caller) async throws -> (
        token: String, expiresAt: Instant
    ) {
        let id = scheduling.ids.next()
        return try await scheduling.database.write { transaction in
            _ = try transaction.appointment(appointment, .book, for: caller)
            let days = try transaction.settings().linkDays
            let expiry = transaction.now + Minutes(days * 1_440)
            // Staff's links last whoever made them; a proxy's end with the right.
            let maker = caller.role == .patient ? caller.name : ""
            try transaction.insertLink(id, to: appointment, madeBy: maker, until: expiry)
            let key = try transaction.makeLinkKey()
            try transaction.audit("linkMade", appointment.rawValue, by: caller)
            return (SignedText(key: key).token(id), expiry)
        }
    }

    /// Makes the tokens of appointments' own links.
    ///
    /// A token names how often the patient's ended: with another address of theirs, or a right that ends, those of before open nothing.
    ///
    /// - Returns: What gives an appointment's token.
    package func own() async throws -> @Sendable (Appointment.ID, _ ended: Int) -> String {
        let known = try await scheduling.database.read { try $0.linkKey() }
        let key =
            if let known { known } else { try await scheduling.database.write { try $0.makeLinkKey() } }
        let signed = SignedText(key: key)
        return { signed.token("\(Self.own)\($1)/\($0)") }
    }

    /// The appointment a link is for, and who its bearer is taken for.
    ///
    /// - Throws: ``LinkError`` for a link that is none of ours or has ended.
    package func open(_ token: String) async throws -> (appointment: Appointment, caller: Caller) {
        try await scheduling.database.read { transaction in
            guard let key = try transaction.linkKey(), let text = SignedText(key: key).text(of: token) else {
                throw LinkError.unknown
            }
            let link = try transaction.subject(of: text)
            let appointment = try transaction.appointment(link.appointment)
            if let ended = link.ended,
                try transaction.linksEnded(of: [appointment.patient])[appointment.patient] != ended
            {
                throw LinkError.expired
            }
            guard transaction.now < min(link.expiresAt ?? appointment.range.end, appointment.range.end) else {
                throw LinkError.expired
            }
            return (
                appointment, Caller(name: "link", role: .patient, patients: [appointment.patient])
            )
        }
    }

    /// Lets the links of an appointment live as long as it does, now that it has moved.
    package func prolong(_ appointment: Appointment) async throws {
        try await scheduling.database.write { try $0.prolongLinks(to: appointment) }
    }
}

extension ReadTransaction {
    /// What a link's signed text is for, and when it ends; of an appointment's own how often the patient's had ended.
    fileprivate func subject(
        of text: String
    ) throws -> (appointment: Appointment.ID, expiresAt: Instant?, ended: Int?) {
        if text.hasPrefix(UseLink.own) {
            let parts = text.dropFirst(UseLink.own.count).split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2, let ended = Int(parts[0]) else { throw LinkError.unknown }
            return (Appointment.ID(parts[1]), nil, ended)
        }
        guard let link = try link(text) else { throw LinkError.expired }
        return (link.appointment, link.expiresAt, nil)
    }
}

/// Why a link does not work.
package enum LinkError: Error, Sendable, Equatable {
    /// It is none of ours.
    case unknown
    /// It has ended.
    case expired
}
