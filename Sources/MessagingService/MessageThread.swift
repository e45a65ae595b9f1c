import Domain
import Foundation
import ServiceContracts

/// A conversation as it is stored.
struct MessageThread: Sendable, Hashable {
    typealias ID = Identifier<ThreadBody>

    let id: ID
    let patient: Patient.ID
    /// With whom; `nil` for the desk.
    var practitioner: Practitioner.ID?
    let subject: Sealed
    /// `nil` once its messages are destroyed.
    var key: LockedKey?
    let startedAt: Instant
    let lastAt: Instant
    /// The number of the last message.
    let messages: Int

    /// Whom its news concern.
    var audience: [String] {
        ["patient/\(patient)", practitioner.map { "practitioner/\($0)" } ?? "desk"]
    }

    static func subjectPlace(_ id: ID) -> String { "subject/\(id)" }
}

/// A message as it is stored.
struct StoredMessage: Sendable, Hashable {
    let thread: MessageThread.ID
    let number: Int
    let side: MessageBody.Side
    /// Which practitioner wrote.
    let practitioner: Practitioner.ID?
    /// The account that wrote.
    let sender: String
    let at: Instant
    var body: Sealed
    /// Files that were sent with it, in order.
    var attachments: [StoredAttachment] = []

    /// Where its text belongs: it opens nowhere else, as nobody else's, and with no other files than those, of those kinds.
    var place: String {
        let writer = "\(side.rawValue)/\(practitioner?.rawValue ?? "")/\(sender)"
        let files = attachments.map { "/\($0.id):\($0.kind?.rawValue ?? "")" }.joined()
        return "message/\(thread)/\(number)/\(at.secondsSince1970)/\(writer)\(files)"
    }
}
