import Domain
import Foundation
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import MessagingService

/// Two people write to each other, and nobody else reads it.
@Suite struct MessagingTests {
    @Test func `a patient reads until when the doctor is away, and staff need not`() async throws {
        let back = Instant(rfc3339: "2026-03-12T07:00:00Z")!
        let fixture = try await MessagingFixture(away: ["okafor": back])
        let thread = try await fixture.begin()
        let other = try await fixture.begin("Other", with: "weber", key: "k-2")
        let read = ReadMessages(fixture.messaging)
        #expect(try await read.thread(thread, for: fixture.ada).awayUntil == back)
        #expect(try await read.thread(other, for: fixture.ada).awayUntil == nil)
        #expect(try await read.thread(thread, for: fixture.okafor).awayUntil == nil)
    }

    private let unknown = MessagingError.unknown(kind: "thread")

    @Test func `a patient writes, the practitioner answers, and both read it`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin("It itches.\nSince Monday.")
        _ = try await WriteMessage(fixture.messaging).reply(
            "Come today.", in: thread, by: fixture.okafor, key: "k-2")
        for caller in [fixture.ada, fixture.okafor] {
            #expect(
                try await fixture.texts(thread, for: caller) == ["It itches.\nSince Monday.", "Come today."])
        }
        let listed = try await ReadMessages(fixture.messaging).threads(
            for: fixture.okafor, after: nil, limit: 10)
        #expect(listed.map(\.subject) == ["A question"] && listed.map(\.patientName) == ["Ada"])
        let own = try await ReadMessages(fixture.messaging).threads(for: fixture.ada, after: nil, limit: 10)
        #expect(own.map(\.patientName) == [nil] && own.first?.practitioner == "okafor")
    }

    @Test func `nobody else reads it, writes in it, or knows of it`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin()
        for other in [fixture.eva, fixture.father, fixture.weber, fixture.desk, fixture.admin] {
            #expect(
                try await ReadMessages(fixture.messaging).threads(for: other, after: nil, limit: 10).isEmpty)
            #expect(try await ReadMessages(fixture.messaging).unread(by: other) == 0)
            await #expect(throws: unknown) { try await fixture.texts(thread, for: other) }
            await #expect(throws: unknown) {
                try await WriteMessage(fixture.messaging).reply("I", in: thread, by: other, key: "x")
            }
            await #expect(throws: unknown) {
                try await ReadMessages(fixture.messaging).note(1, of: thread, by: other)
            }
            await #expect(throws: unknown) {
                try await HandOverThread(fixture.messaging)(thread, to: "weber", by: other)
            }
        }
    }

    @Test func `a list goes on after its last conversation, and ends`() async throws {
        let fixture = try await MessagingFixture()
        for number in 1...3 { try await fixture.begin(key: "k-\(number)") }
        let reads = ReadMessages(fixture.messaging)
        var seen: [MessageThread.ID] = []
        var cursor: ThreadCursor?
        while let last = try await reads.threads(for: fixture.ada, after: cursor, limit: 1).first {
            seen.append(last.id)
            cursor = ThreadCursor(ThreadCursor(after: last).text)
        }
        #expect(seen == ["thread-3", "thread-2", "thread-1"])
    }

    @Test func `whoever acts for a child reads and writes, the desk has conversations of its own`()
        async throws
    {
        let fixture = try await MessagingFixture()
        let ben = try await fixture.begin("He coughs.", patient: "ben")
        #expect(try await fixture.texts(ben, for: fixture.father) == ["He coughs."])
        let desk = try await fixture.begin("A certificate, please.", with: nil, key: "k-2")
        #expect(try await fixture.texts(desk, for: fixture.desk) == ["A certificate, please."])
        #expect(try await fixture.texts(desk, for: fixture.admin) == ["A certificate, please."])
        await #expect(throws: unknown) { try await fixture.texts(desk, for: fixture.okafor) }
    }

    @Test func `one writes to whom one sees`() async throws {
        let fixture = try await MessagingFixture()
        await #expect(throws: MessagingError.unknown(kind: "practitioner")) {
            try await fixture.begin(by: fixture.eva, patient: "eva")
        }
        await #expect(throws: MessagingError.unknown(kind: "patient")) {
            try await fixture.begin(by: fixture.eva, patient: "ada")
        }
        await #expect(throws: MessagingError.unknown(kind: "patient")) {
            try await fixture.begin(by: fixture.okafor, patient: "eva")
        }
        try await fixture.begin(by: fixture.desk, patient: "eva", with: nil)
        let unconfirmed = Caller(name: "new", role: .patient, patients: ["ada"], isConfirmed: false)
        await #expect(throws: MessagingError.unconfirmed) {
            try await fixture.begin(by: unconfirmed, key: "k-9")
        }
    }

    @Test func `what was not read is counted, and who wrote sees when it was`() async throws {
        let fixture = try await MessagingFixture()
        let reads = ReadMessages(fixture.messaging)
        let thread = try await fixture.begin(patient: "ben")
        for number in 2...4 {
            _ = try await WriteMessage(fixture.messaging).reply(
                "\(number)", in: thread, by: fixture.okafor, key: "k-\(number)")
        }
        // Who answers has not read what was written meanwhile.
        #expect(try await reads.unread(by: fixture.okafor) == 1)
        try await reads.note(4, of: thread, by: fixture.okafor)
        #expect(try await reads.unread(by: fixture.okafor) == 0)
        #expect(try await reads.unread(by: fixture.ada) == 3)
        #expect(try await reads.unread(by: fixture.father) == 4)
        fixture.clinic.time.advance(5)
        try await reads.note(3, of: thread, by: fixture.ada)
        try await reads.note(2, of: thread, by: fixture.ada)
        #expect(try await reads.unread(by: fixture.ada) == 1)
        let seen = try await reads.messages(of: thread, before: nil, limit: 10, for: fixture.okafor)
        #expect(seen.map { $0.readAt != nil } == [false, true, true, true])
        #expect(seen[1].readAt == fixture.clinic.time.now && seen[1].isOwn && !seen[3].isOwn)
    }

    @Test func `the same request again writes nothing again, and another text under its key is refused`()
        async throws
    {
        let fixture = try await MessagingFixture()
        let first = try await fixture.begin("It itches.")
        #expect(try await fixture.begin("It itches.") == first)
        await #expect(throws: MessagingError.keyReused) { try await fixture.begin("It hurts.") }
        await #expect(throws: MessagingError.keyReused) {
            try await fixture.begin("It itches.", patient: "ben")
        }
        await #expect(throws: MessagingError.keyReused) { try await fixture.begin("It itches.", with: nil) }
        await #expect(throws: MessagingError.keyReused) {
            try await WriteMessage(fixture.messaging).reply(
                "It itches.", in: first, by: fixture.ada, key: "k-1")
        }
        for _ in 0..<2 {
            _ = try await WriteMessage(fixture.messaging).reply(
                "Yes", in: first, by: fixture.okafor, key: "k-2")
        }
        await #expect(throws: MessagingError.keyReused) {
            try await WriteMessage(fixture.messaging).reply("No", in: first, by: fixture.okafor, key: "k-2")
        }
        #expect(try await fixture.texts(first, for: fixture.ada) == ["It itches.", "Yes"])
    }

    @Test func `a conversation is handed over to a colleague who sees the patient`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin()
        await #expect(throws: MessagingError.unknown(kind: "practitioner")) {
            try await HandOverThread(fixture.messaging)(thread, to: "silva", by: fixture.okafor)
        }
        try await HandOverThread(fixture.messaging)(thread, to: "weber", by: fixture.okafor)
        #expect(try await fixture.texts(thread, for: fixture.weber) == ["It itches."])
        await #expect(throws: unknown) { try await fixture.texts(thread, for: fixture.okafor) }
        try await HandOverThread(fixture.messaging)(thread, to: nil, by: fixture.weber)
        #expect(try await fixture.texts(thread, for: fixture.desk) == ["It itches."])
    }

    @Test func `what is erased can be read by nobody, and takes no more`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin()
        for _ in 0..<2 { try await EraseThread(fixture.messaging)(thread, by: fixture.admin) }
        await #expect(throws: MessagingError.erased) { try await fixture.texts(thread, for: fixture.ada) }
        await #expect(throws: MessagingError.erased) {
            try await WriteMessage(fixture.messaging).reply("I", in: thread, by: fixture.ada, key: "k-2")
        }
        let listed = try await ReadMessages(fixture.messaging).threads(
            for: fixture.okafor, after: nil, limit: 10)
        #expect(
            listed.map(\.isErased) == [true] && listed.map(\.subject) == [nil] && listed.map(\.unread) == [0])
    }

    @Test func `mail says that something waits, once until it is read, and nothing of it`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin("It itches.")
        for number in 2...3 {
            _ = try await WriteMessage(fixture.messaging).reply(
                "Canary \(number)", in: thread, by: fixture.okafor, key: "k-\(number)")
            try await TellOfMessages(fixture.messaging)()
        }
        let mail = try #require(fixture.postman.messages.first)
        #expect(fixture.postman.messages.count == 1 && mail.address == "ada@example.org")
        #expect(mail.subject == "A message for you" && !mail.textWithLinks.contains("Canary"))
        #expect(mail.links.map(\.address) == ["https://clinic.example/messages"])
        try await ReadMessages(fixture.messaging).note(3, of: thread, by: fixture.ada)
        _ = try await WriteMessage(fixture.messaging).reply(
            "More", in: thread, by: fixture.okafor, key: "k-4")
        try await TellOfMessages(fixture.messaging)()
        #expect(Set(fixture.postman.messages.map(\.id)).count == 2)
        // What was read is not all that waits, and an answer is no reading.
        _ = try await WriteMessage(fixture.messaging).reply(
            "Late", in: thread, by: fixture.okafor, key: "k-7")
        try await ReadMessages(fixture.messaging).note(4, of: thread, by: fixture.ada)
        _ = try await WriteMessage(fixture.messaging).reply("Yes?", in: thread, by: fixture.ada, key: "k-8")
        try await TellOfMessages(fixture.messaging)()
        #expect(Set(fixture.postman.messages.map(\.id)).count == 3)
        try await ReadMessages(fixture.messaging).note(6, of: thread, by: fixture.ada)
        // What a patient writes is mailed to nobody, and what was read before it was told neither.
        _ = try await WriteMessage(fixture.messaging).reply("Thanks", in: thread, by: fixture.ada, key: "k-5")
        _ = try await WriteMessage(fixture.messaging).reply("Bye", in: thread, by: fixture.okafor, key: "k-6")
        try await ReadMessages(fixture.messaging).note(8, of: thread, by: fixture.ada)
        try await TellOfMessages(fixture.messaging)()
        #expect(fixture.postman.messages.count == 3)
    }
}
