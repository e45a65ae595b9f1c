import Crypto
import Domain
import Foundation
import Storage

/// Signed links with which whoever has one confirms, moves or cancels one appointment, without signing in.
///
/// A link is `id.expiry.mac`, the MAC an HMAC-SHA-256 with a key that only the service has. It names no person.
struct UseLink {
    let scheduling: Scheduling

    /// Makes a link that lasts as long as the clinic says, at most until the appointment's end.
    func make(_ appointment: Appointment, by caller: Caller) async throws -> (
        token: String, expiresAt: Instant
    ) {
        try await scheduling.database.write { transaction in
            let days = try transaction.settings().linkDays
            let expiry = min(transaction.now + Minutes(days * 1_440), appointment.range.end)
            let text = "\(appointment.id).\(expiry.secondsSince1970)"
            let key = try transaction.linkKey()
            try transaction.audit("linkMade", appointment.id.rawValue, by: caller)
            return ("\(text).\(Self.mac(text, key))", expiry)
        }
    }

    /// The appointment a link is for, and who its bearer is taken for.
    ///
    /// - Throws: ``LinkError`` for a link that is none of ours or has ended.
    func open(_ token: String) async throws -> (appointment: Appointment, caller: Caller) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let seconds = Int64(parts[1]) else { throw LinkError.unknown }
        return try await scheduling.database.write { transaction in
            let right = Self.mac("\(parts[0]).\(parts[1])", try transaction.linkKey())
            guard Self.isEqual(right, parts[2]) else { throw LinkError.unknown }
            guard transaction.now.secondsSince1970 < seconds else { throw LinkError.expired }
            let appointment = try transaction.appointment(Appointment.ID(parts[0]))
            return (
                appointment, Caller(name: "link", role: .patient, patients: [appointment.patient])
            )
        }
    }

    private static func mac(_ text: String, _ key: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(text.utf8), using: SymmetricKey(data: Data(key.utf8)))
        return code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Takes as long whatever differs.
    private static func isEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Why a link does not work.
enum LinkError: Error, Sendable, Equatable {
    /// It is none of ours.
    case unknown
    /// It has ended.
    case expired
}

extension Transaction {
    /// Made at its first use.
    fileprivate func linkKey() throws -> String {
        if let row = try first("SELECT value FROM setting WHERE name = 'link-key'") { return try row.text(0) }
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
        try run("INSERT INTO setting (name, value) VALUES ('link-key', \(key))")
        return key
    }
}
