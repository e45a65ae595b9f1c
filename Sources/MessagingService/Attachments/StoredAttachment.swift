import Domain
import Foundation
import ServiceContracts

/// A file of a conversation as it is stored: its name and its parts are sealed, each in its place.
struct StoredAttachment: Sendable, Hashable {
    typealias ID = Identifier<AttachmentBody>

    let id: ID
    let thread: MessageThread.ID
    /// Of which message; `nil` until it is sent.
    var number: Int?
    /// The account that sends it.
    let sender: String
    var name: Sealed
    let bytes: Int
    /// `nil` until all of it has come and was looked at.
    var kind: AttachmentBody.Kind?

    var parts: Int { AttachmentBody.parts(of: bytes) }

    /// How long a part is.
    func length(ofPart number: Int) -> Int {
        number < parts ? AttachmentBody.partBytes : bytes - (parts - 1) * AttachmentBody.partBytes
    }

    /// Where its name belongs.
    var place: String { "attachment/\(thread)/\(id)/\(bytes)/\(sender)" }

    /// Where a part belongs: it opens nowhere else.
    func place(ofPart number: Int) -> String { "part/\(number)/\(place)" }

    /// For whoever reads the conversation.
    func body(_ key: ThreadKey) -> AttachmentBody {
        AttachmentBody(id: id, name: try? key.open(name, as: place), kind: kind, bytes: bytes)
    }
}
