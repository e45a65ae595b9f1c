import Domain
import Foundation
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import MessagingService

/// Files go with messages, whole, and to nobody else.
@Suite struct AttachmentTests {
    private let letter = Data.jpeg(
        width: 90, height: 60, then: Data((0..<600_000).map { UInt8(truncatingIfNeeded: $0 / 7) }))

    /// A file that has come.
    private func send(
        _ file: Data, _ fixture: MessagingFixture, in thread: MessageThread.ID, by caller: Caller,
        named name: String = "rash.jpg"
    ) async throws -> AttachmentBody {
        let files = KeepAttachments(fixture.messaging)
        let new = NewAttachment(name: Line(name)!, bytes: Bounded(file.count)!)
        let begun = try await files.begin(new, in: thread, by: caller)
        for number in (1...begun.parts).reversed() {
            let from = (number - 1) * AttachmentBody.partBytes
            let part = Data(file[from..<min(file.count, from + AttachmentBody.partBytes)])
            try await files.take(part, asPart: number, of: begun.id, in: thread, by: caller)
        }
        return try await files.complete(begun.id, in: thread, by: caller)
    }

    private func read(
        _ file: AttachmentBody, _ fixture: MessagingFixture, in thread: MessageThread.ID, by caller: Caller
    ) async throws -> Data {
        var all = Data()
        for number in 1...file.parts {
            all += try await KeepAttachments(fixture.messaging).part(
                number, of: file.id, in: thread, for: caller)
        }
        return all
    }

    @Test func `a picture goes with a message, and is read by those in the conversation alone`() async throws
    {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin()
        let file = try await send(letter, fixture, in: thread, by: fixture.ada)
        #expect(file.kind == .jpeg && file.name == "rash.jpg" && file.parts == 3)
        await #expect(throws: MessagingError.unknown(kind: "attachment"), "it is not sent yet") {
            try await read(file, fixture, in: thread, by: fixture.okafor)
        }
        let write = WriteMessage(fixture.messaging)
        let sent = try await write.reply("", with: [file.id], in: thread, by: fixture.ada, key: "k-2")
        #expect(sent.attachments.map(\.id) == [file.id] && sent.text == "")
        let again = try await write.reply("", with: [file.id], in: thread, by: fixture.ada, key: "k-2")
        #expect(again.number == sent.number, "the same request again")
        await #expect(throws: MessagingError.keyReused) {
            try await write.reply("", in: thread, by: fixture.ada, key: "k-2")
        }
        let messages = try await ReadMessages(fixture.messaging).messages(
            of: thread, before: nil, limit: 10, for: fixture.okafor)
        #expect(messages[0].text == "" && messages[0].attachments.map(\.name) == ["rash.jpg"])
        #expect(try await read(file, fixture, in: thread, by: fixture.okafor) == letter)
        for other in [fixture.weber, fixture.desk, fixture.admin, fixture.father, fixture.eva] {
            await #expect(throws: MessagingError.self) {
                try await read(file, fixture, in: thread, by: other)
            }
        }
    }

    @Test func `nothing of a file is in the store, and a part opens in its place alone`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin()
        let file = try await send(letter, fixture, in: thread, by: fixture.ada)
        _ = try await WriteMessage(fixture.messaging).reply(
            "Look", with: [file.id], in: thread, by: fixture.ada, key: "k-2")
        let stored = try await fixture.messaging.database.read { transaction in
            try transaction.rows("SELECT body FROM attachment_part ORDER BY number").map { try $0.text(0) }
        }
        #expect(stored.count == 3)
        for (text, number) in zip(stored, 0...) {
            let bytes = try #require(Data(base64Encoded: text))
            let from = number * AttachmentBody.partBytes
            #expect(bytes.firstRange(of: letter[from + 1_000..<from + 1_032]) == nil)
        }
        let changes: [SQL] = [
            "UPDATE attachment_part SET body = (SELECT max(body) FROM attachment_part WHERE number = 2) WHERE number = 1",
            "UPDATE attachment SET bytes = bytes - 1",
            "UPDATE attachment SET sender = 'account-okafor'",
            "UPDATE attachment SET kind = 'pdf'",
        ]
        for change in changes {
            let another = try await MessagingFixture()
            let thread = try await another.begin()
            let file = try await send(letter, another, in: thread, by: another.ada)
            _ = try await WriteMessage(another.messaging).reply(
                "Look", with: [file.id], in: thread, by: another.ada, key: "k-2")
            try await another.messaging.database.write { _ = try $0.run(change) }
            await #expect(throws: MessagingError.damaged, "\(change)") {
                try await read(file, another, in: thread, by: another.okafor)
            }
        }
        // Without its file, or with another's, a message is not what was written.
        try await fixture.messaging.database.write { _ = try $0.run("UPDATE attachment SET number = 1") }
        #expect(try await fixture.texts(thread, for: fixture.ada) == [nil, nil])
    }

    @Test func `what is not whole, not one's own or sent already is not sent`() async throws {
        let fixture = try await MessagingFixture()
        let (thread, other) = (try await fixture.begin(), try await fixture.begin("Other", key: "k-9"))
        let files = KeepAttachments(fixture.messaging)
        let begun = try await files.begin(
            NewAttachment(name: Line("a.jpg")!, bytes: Bounded(letter.count)!), in: thread, by: fixture.ada)
        await #expect(throws: MessagingError.partLength(expected: AttachmentBody.partBytes)) {
            try await files.take(Data(count: 9), asPart: 1, of: begun.id, in: thread, by: fixture.ada)
        }
        await #expect(throws: MessagingError.partsMissing(begun.parts)) {
            try await files.complete(begun.id, in: thread, by: fixture.ada)
        }
        let whole = try await send(letter, fixture, in: thread, by: fixture.ada)
        await #expect(throws: MessagingError.unknown(kind: "attachment"), "what was looked at stays") {
            try await files.take(
                letter.prefix(AttachmentBody.partBytes), asPart: 1, of: whole.id, in: thread, by: fixture.ada)
        }
        let write = WriteMessage(fixture.messaging)
        let refused: [(StoredAttachment.ID, MessageThread.ID, Caller)] = [
            (begun.id, thread, fixture.ada), (whole.id, other, fixture.ada),
            (whole.id, thread, fixture.okafor),
            ("none", thread, fixture.ada),
        ]
        for (file, thread, caller) in refused {
            await #expect(throws: MessagingError.unknown(kind: "attachment")) {
                try await write.reply("x", with: [file], in: thread, by: caller, key: "k-\(file)-\(thread)")
            }
        }
        _ = try await write.reply("x", with: [whole.id], in: thread, by: fixture.ada, key: "k-3")
        await #expect(throws: MessagingError.unknown(kind: "attachment")) {
            try await write.reply("x", with: [whole.id], in: thread, by: fixture.ada, key: "k-4")
        }
        await #expect(throws: MessagingError.unknown(kind: "attachment"), "nor taken back") {
            try await files.drop(whole.id, in: thread, by: fixture.ada)
        }
    }

    @Test func `what was refused, forgotten or erased is gone`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin()
        let count = { () async throws -> Int in
            try await fixture.messaging.database.read { transaction in
                try transaction.first("SELECT count(*) FROM attachment_part")?.int(0) ?? 0
            }
        }
        await #expect(throws: FileInspection.Fault.unknownKind) {
            try await send(.archive(), fixture, in: thread, by: fixture.ada)
        }
        #expect(try await count() == 0)
        for _ in 0..<KeepAttachments.mostWaiting {
            _ = try await send(.pdf(), fixture, in: thread, by: fixture.ada)
        }
        _ = try await send(.pdf(), fixture, in: thread, by: fixture.ada)
        #expect(try await count() == KeepAttachments.mostWaiting, "the oldest is forgotten")
        fixture.clinic.time.advance(1_441)
        try await KeepAttachments(fixture.messaging).forgetWaiting()
        #expect(try await count() == 0)
        let file = try await send(letter, fixture, in: thread, by: fixture.ada)
        _ = try await WriteMessage(fixture.messaging).reply(
            "", with: [file.id], in: thread, by: fixture.ada, key: "k-2")
        fixture.clinic.time.advance(1_441)
        try await KeepAttachments(fixture.messaging).forgetWaiting()
        #expect(try await count() == 3, "what was sent stays")
        try await EraseThread(fixture.messaging)(thread, by: fixture.admin)
        #expect(try await count() == 0)
    }

    @Test func `a part that comes while a file is looked at undoes that`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin()
        let files = KeepAttachments(fixture.messaging)
        let begun = try await files.begin(
            NewAttachment(name: Line("a.jpg")!, bytes: Bounded(letter.count)!), in: thread, by: fixture.ada)
        let part = { (number: Int) -> Data in
            Data(letter.dropFirst((number - 1) * AttachmentBody.partBytes).prefix(AttachmentBody.partBytes))
        }
        for number in 1...begun.parts {
            try await files.take(part(number), asPart: number, of: begun.id, in: thread, by: fixture.ada)
        }
        let seen = try await fixture.messaging.database.read { try $0.progress(of: begun.id).revision }
        try await files.take(part(1), asPart: 1, of: begun.id, in: thread, by: fixture.ada)
        let isComplete = try await fixture.messaging.database.write {
            try $0.complete(begun.id, as: .jpeg, revision: seen)
        }
        #expect(!isComplete)
        #expect(try await files.complete(begun.id, in: thread, by: fixture.ada).kind == .jpeg)
    }

    @Test func `an account sends so much a day and no more`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin()
        let new = NewAttachment(name: Line("a.jpg")!, bytes: Bounded(10_485_760)!)
        let files = KeepAttachments(fixture.messaging)
        var ids: [StoredAttachment.ID] = []
        for _ in 0..<KeepAttachments.mostOfDay / 10_485_760 {
            ids.append(try await files.begin(new, in: thread, by: fixture.ada).id)
            // As if each were sent at once.
            let id = ids[ids.count - 1]
            try await fixture.messaging.database.write {
                _ = try $0.run("UPDATE attachment SET number = 1 WHERE id = \(id)")
            }
        }
        await #expect(throws: MessagingError.tooManyBytes(most: KeepAttachments.mostOfDay)) {
            try await files.begin(new, in: thread, by: fixture.ada)
        }
        fixture.clinic.time.advance(1_441)
        _ = try await files.begin(new, in: thread, by: fixture.ada)
    }
}
