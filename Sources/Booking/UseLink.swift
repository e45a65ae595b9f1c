package import Book
import Crypto
package import Domain
import Foundation
import Storage

/// Signed links with which whoever has one confirms, moves or cancels one appointment, without signing in.
///
/// A link is `id.mac`, the MAC an HMAC-SHA-256 with a key that only the service has. It names no person. What it is for, who
/// made it and when it ends are rows, so that it ends with the right of whoever made it.
package struct UseLink {
    private let scheduling: Scheduling

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
            return ("\(id).\(Self.mac(id, key))", expiry)
        }
    }

    /// The appointment a link is for, and who its bearer is taken for.
    ///
    /// - Throws: ``LinkError`` for a link that is none of ours or has ended.
    package func open(_ token: String) async throws -> (appointment: Appointment, caller: Caller) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw LinkError.unknown }
        return try await scheduling.database.read { transaction in
            guard let key = try transaction.linkKey(), Self.isEqual(Self.mac(parts[0], key), parts[1]) else {
                throw LinkError.unknown
            }
            guard let link = try transaction.link(parts[0]) else { throw LinkError.expired }
            let appointment = try transaction.appointment(link.appointment)
            guard transaction.now < min(link.expiresAt, appointment.range.end) else {
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

    private static func mac(_ text: String, _ key: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(text.utf8), using: SymmetricKey(data: Data(key.utf8)))
        return code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Takes as long whatever differs: the library compares digests so.
    private static func isEqual(_ left: String, _ right: String) -> Bool {
        SHA256.hash(data: Data(left.utf8)) == SHA256.hash(data: Data(right.utf8))
    }
}

/// Why a link does not work.
package enum LinkError: Error, Sendable, Equatable {
    /// It is none of ours.
    case unknown
    /// It has ended.
    case expired
}
