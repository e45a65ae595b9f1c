import Domain
import Foundation
import Platform
import ServiceContracts
import Storage

/// Takes files for a conversation part by part, and gives them back in the same way.
///
/// *Rule.* A file is its sender's alone until it is sent with a message; then it is everybody's in the conversation. Each part is sealed
/// as it comes, and may come again. *Why.* A phone that loses its connection goes on where it was, and nobody keeps ten megabytes in
/// memory.
struct KeepAttachments {
    private let messaging: Messaging

    /// Files of one account that wait to be sent.
    static let mostWaiting = 10
    /// Then they are forgotten.
    private static let kept = Minutes(1_440)

    init(_ messaging: Messaging) { self.messaging = messaging }

    /// Expects a file.
    ///
    /// - Throws: ``MessagingError``; nothing was written then.
    func begin(
        _ new: NewAttachment, in id: MessageThread.ID, by caller: Caller
    ) async throws -> AttachmentBody {
        let reach = try ThreadReach(writing: caller)
        let name = StoredAttachment.ID(messaging.ids.next())
        return try await messaging.database.write { [messaging] transaction in
            let thread = try transaction.thread(id, reach)
            let key = try messaging.key(of: thread)
            guard try transaction.waitingAttachments(of: caller.name) < Self.mostWaiting else {
                throw MessagingError.tooManyFiles(most: Self.mostWaiting)
            }
            var attachment = StoredAttachment(
                id: name, thread: id, number: nil, sender: caller.name, name: Sealed(stored: ""),
                bytes: new.bytes.value, kind: nil)
            attachment.name = try key.seal(new.name.value, as: attachment.place)
            try transaction.insert(attachment)
            return attachment.body(key)
        }
    }

    /// Takes a part; the same number again replaces it.
    ///
    /// - Throws: ``MessagingError``; nothing was written then.
    func take(
        _ bytes: Data, asPart number: Int, of attachment: StoredAttachment.ID, in id: MessageThread.ID,
        by caller: Caller
    ) async throws {
        let (thread, file) = try await awaited(attachment, in: id, of: caller)
        guard number <= file.parts else { throw MessagingError.unknown(kind: "part") }
        let length = file.length(ofPart: number)
        guard bytes.count == length else { throw MessagingError.partLength(expected: length) }
        let key = try messaging.key(of: thread)
        let sealed = try key.seal(bytes, as: file.place(ofPart: number))
        try await messaging.database.write { transaction in
            // Looked at already, or gone: what was looked at stays what it was.
            guard let now = try transaction.attachment(attachment), now.kind == nil else {
                throw MessagingError.unknown(kind: "attachment")
            }
            try transaction.keep(sealed, asPart: number, of: attachment)
        }
    }

    /// Looks at all of a file; one that is refused is forgotten.
    ///
    /// - Returns: What it is.
    /// - Throws: ``MessagingError``, ``FileInspection/Fault``.
    func complete(
        _ attachment: StoredAttachment.ID, in id: MessageThread.ID, by caller: Caller
    ) async throws -> AttachmentBody {
        let (thread, file) = try await own(attachment, in: id, of: caller)
        let key = try messaging.key(of: thread)
        guard file.kind == nil else { return file.body(key) }
        do {
            let kind = try await inspected(file, key)
            try await messaging.database.write { try $0.complete(attachment, as: kind) }
            var whole = file
            whole.kind = kind
            return whole.body(key)
        } catch let fault as FileInspection.Fault {
            try await messaging.database.write { try $0.forget(attachment) }
            throw fault
        }
    }

    /// Forgets a file that was not sent.
    ///
    /// - Throws: ``MessagingError/unknown(kind:)`` for another's, and for one that was sent.
    func drop(
        _ attachment: StoredAttachment.ID, in id: MessageThread.ID, by caller: Caller
    ) async throws {
        _ = try await own(attachment, in: id, of: caller)
        try await messaging.database.write { try $0.forget(attachment) }
    }

    /// A part of a file that was sent, or is the caller's own.
    ///
    /// - Throws: ``MessagingError``.
    func part(
        _ number: Int, of attachment: StoredAttachment.ID, in id: MessageThread.ID, for caller: Caller
    ) async throws -> Data {
        let (thread, file, part) = try await messaging.database.read { transaction in
            let thread = try transaction.thread(id, ThreadReach(required: caller))
            guard let file = try transaction.attachment(attachment), file.thread == id, file.kind != nil,
                file.number != nil || file.sender == caller.name,
                let part = try transaction.part(number, of: attachment)
            else { throw MessagingError.unknown(kind: "attachment") }
            return (thread, file, part)
        }
        // Once a file, however many its parts.
        if number == 1 {
            messaging.readings.note(of: thread.patient, "file \(attachment) of \(id)", by: caller)
        }
        return try messaging.key(of: thread).bytes(of: part, as: file.place(ofPart: number))
    }

    /// Forgets what was not sent within a day.
    ///
    /// - Throws: `StorageError`.
    func forgetWaiting() async throws {
        try await messaging.database.write { try $0.forgetAttachments(waitingBefore: $0.now - Self.kept) }
    }

    private func inspected(_ file: StoredAttachment, _ key: ThreadKey) async throws -> AttachmentBody.Kind {
        var inspection = FileInspection(bytes: file.bytes)
        for number in 1...file.parts {
            guard let part = try await messaging.database.read({ try $0.part(number, of: file.id) }) else {
                throw MessagingError.partMissing(number)
            }
            try inspection.take(key.bytes(of: part, as: file.place(ofPart: number)))
        }
        return try inspection.end()
    }

    /// The caller's own file that was not sent.
    private func own(
        _ attachment: StoredAttachment.ID, in id: MessageThread.ID, of caller: Caller
    ) async throws -> (MessageThread, StoredAttachment) {
        let reach = try ThreadReach(writing: caller)
        return try await messaging.database.read { transaction in
            let thread = try transaction.thread(id, reach)
            guard let file = try transaction.attachment(attachment), file.thread == id,
                file.sender == caller.name, file.number == nil
            else { throw MessagingError.unknown(kind: "attachment") }
            return (thread, file)
        }
    }

    private func awaited(
        _ attachment: StoredAttachment.ID, in id: MessageThread.ID, of caller: Caller
    ) async throws -> (MessageThread, StoredAttachment) {
        let found = try await own(attachment, in: id, of: caller)
        guard found.1.kind == nil else { throw MessagingError.unknown(kind: "attachment") }
        return found
    }
}
