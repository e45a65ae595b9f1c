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

    /// Files of one account that wait to be sent; with another the oldest is forgotten.
    static let mostWaiting = 10
    /// Then they are forgotten.
    private static let kept = Minutes(1_440)
    /// Bytes that one account sends within a day.
    static let mostOfDay = 200 * 1_024 * 1_024
    /// Files that are forgotten in one transaction.
    private static let page = 5

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
            let sent = try transaction.attachedBytes(of: caller.name, since: transaction.now - 1_440)
            guard sent + new.bytes.value <= Self.mostOfDay else {
                throw MessagingError.tooManyBytes(most: Self.mostOfDay)
            }
            let waiting = try transaction.waitingAttachments(of: caller.name)
            try transaction.forget(waiting.dropLast(Self.mostWaiting - 1))
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
        let (thread, file) = try await own(attachment, in: id, of: caller)
        guard file.kind == nil else { throw MessagingError.unknown(kind: "attachment") }
        guard number <= file.parts else { throw MessagingError.unknown(kind: "part") }
        let length = file.length(ofPart: number)
        guard bytes.count == length else { throw MessagingError.partLength(expected: length) }
        let key = try messaging.key(of: thread)
        let sealed = try key.seal(bytes, as: file.place(ofPart: number))
        // Looked at already, or gone: what was looked at stays what it was.
        let isKept = try await messaging.database.write {
            try $0.keep(sealed, asPart: number, of: attachment)
        }
        guard isKept else { throw MessagingError.unknown(kind: "attachment") }
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
            let (kind, revision) = try await inspected(file, key)
            let isStill = try await messaging.database.write {
                try $0.complete(attachment, as: kind, revision: revision)
            }
            guard isStill else { throw MessagingError.fileChanged }
            var whole = file
            whole.kind = kind
            return whole.body(key)
        } catch let fault as FileInspection.Fault {
            _ = try await messaging.database.write { try $0.forget([attachment]) }
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
        let count = try await messaging.database.write { try $0.forget([attachment]) }
        // Sent meanwhile: it is everybody's.
        guard count == 1 else { throw MessagingError.unknown(kind: "attachment") }
    }

    /// A part of a file that was sent, or is the caller's own.
    ///
    /// - Throws: ``MessagingError``.
    func part(
        _ number: Int, of attachment: StoredAttachment.ID, in id: MessageThread.ID, for caller: Caller
    ) async throws -> Data {
        let (thread, file, part, message) = try await messaging.database.read { transaction in
            let thread = try transaction.thread(id, ThreadReach(required: caller))
            guard let file = try transaction.attachment(attachment), file.thread == id, file.kind != nil,
                file.number != nil || file.sender == caller.name,
                let part = try transaction.part(number, of: attachment)
            else { throw MessagingError.unknown(kind: "attachment") }
            let message = try file.number.flatMap { try transaction.message($0, of: id) }
            return (thread, file, part, message)
        }
        let key = try messaging.key(of: thread)
        // What it is stands in the place of its message: a file that was exchanged belongs to none that opens.
        if let message { _ = try key.open(message.body, as: message.place) }
        messaging.readings.note(
            of: thread.patient, "file \(attachment) of \(id), part \(number)", by: caller)
        return try key.bytes(of: part, as: file.place(ofPart: number))
    }

    /// Forgets what was not sent within a day.
    ///
    /// - Throws: `StorageError`.
    func forgetWaiting() async throws {
        while true {
            let count = try await messaging.database.write { transaction in
                let old = try transaction.attachments(
                    waitingBefore: transaction.now - Self.kept, limit: Self.page)
                return try transaction.forget(old)
            }
            guard count > 0 else { return }
        }
    }

    /// What a file is, and how often its parts had come when it was looked at.
    private func inspected(
        _ file: StoredAttachment, _ key: ThreadKey
    ) async throws -> (AttachmentBody.Kind, revision: Int) {
        let (revision, parts) = try await messaging.database.read { try $0.progress(of: file.id) }
        guard parts == file.parts else { throw MessagingError.partsMissing(file.parts - parts) }
        var inspection = FileInspection(bytes: file.bytes)
        for number in 1...file.parts {
            guard let part = try await messaging.database.read({ try $0.part(number, of: file.id) }) else {
                throw MessagingError.fileChanged
            }
            try inspection.take(key.bytes(of: part, as: file.place(ofPart: number)))
        }
        return (try inspection.end(), revision)
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
}
