import Domain
import Foundation
import ServiceContracts
import Storage
import Synchronization
import TestKit
import Testing

@testable import MessagingService

/// What is stored is what was written, in its place, or it is not read.
@Suite struct SealTests {
    private static func line(_ name: String, _ letter: Character) -> String {
        "\(name) \(String(repeating: letter, count: 43))=\n"
    }
    private static let (first, second) = (line("first", "A"), line("second", "E"))

    private func change(_ fixture: MessagingFixture, _ statement: SQL) async throws {
        try await fixture.messaging.database.write { _ = try $0.run(statement) }
    }

    @Test func `nothing of it is in the store`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin("It itches.")
        let stored = try await fixture.messaging.database.read { transaction in
            try transaction.rows("SELECT m.body, t.subject, t.locked_key FROM message AS m, thread AS t")
                .flatMap { [try $0.text(0), try $0.text(1), try $0.text(2)] }
        }
        #expect(stored.count == 3 && stored.allSatisfy { Data(base64Encoded: $0) != nil })
        for text in stored {
            let bytes = try #require(Data(base64Encoded: text))
            #expect(
                bytes.range(of: Data("itches".utf8)) == nil && bytes.range(of: Data("question".utf8)) == nil)
        }
        #expect(try await fixture.texts(thread, for: fixture.ada) == ["It itches."])
    }

    @Test func `a flipped byte, a swapped message, a repeated one and another's name are each refused`()
        async throws
    {
        for fault in 0..<7 {
            let fixture = try await MessagingFixture()
            let thread = try await fixture.begin("One")
            let other = try await fixture.begin("Other", key: "k-7")
            for number in 2...3 {
                _ = try await WriteMessage(fixture.messaging).reply(
                    "Answer \(number)", in: thread, by: fixture.okafor, key: "k-\(number)")
            }
            switch fault {
            case 0:
                let body = try await fixture.messaging.database.read { transaction in
                    try transaction.first(
                        "SELECT body FROM message WHERE thread_id = \(thread) AND number = 2")!
                        .text(0)
                }
                var bytes = try #require(Data(base64Encoded: body))
                bytes[20] ^= 1
                try await change(
                    fixture,
                    "UPDATE message SET body = \(bytes.base64EncodedString()) WHERE thread_id = \(thread) AND number = 2"
                )
            case 1:
                try await change(
                    fixture,
                    """
                    UPDATE message SET body = (SELECT body FROM message WHERE thread_id = \(thread) AND number = 3)
                    WHERE thread_id = \(thread) AND number = 2
                    """)
            case 2:
                try await change(
                    fixture,
                    """
                    UPDATE message SET body = (SELECT body FROM message WHERE thread_id = \(other) AND number = 1)
                    WHERE thread_id = \(thread) AND number = 2
                    """)
            case 3:
                try await change(
                    fixture,
                    "UPDATE message SET sender = 'account-ada' WHERE thread_id = \(thread) AND number = 2")
            case 4:
                try await change(
                    fixture,
                    "UPDATE message SET practitioner_id = 'weber' WHERE thread_id = \(thread) AND number = 2")
            case 5:
                try await change(
                    fixture, "UPDATE message SET at = at + 60 WHERE thread_id = \(thread) AND number = 2")
            default:
                try await change(
                    fixture, "UPDATE message SET side = 'patient' WHERE thread_id = \(thread) AND number = 2")
            }
            #expect(
                try await fixture.texts(thread, for: fixture.ada) == ["One", nil, "Answer 3"],
                "fault \(fault)")
        }
    }

    @Test func `another conversation's key opens nothing`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin("One")
        let other = try await fixture.begin("Other", key: "k-7")
        try await change(
            fixture,
            """
            UPDATE thread SET locked_key = (SELECT locked_key FROM thread WHERE id = \(other)) WHERE id = \(thread)
            """)
        await #expect(throws: MessagingError.damaged) { try await fixture.texts(thread, for: fixture.ada) }
    }

    @Test func `a conversation that is put under another's name does not open`() async throws {
        let fixture = try await MessagingFixture()
        let thread = try await fixture.begin("One")
        try await change(fixture, "UPDATE thread SET patient_id = 'eva' WHERE id = \(thread)")
        await #expect(throws: MessagingError.damaged) { try await fixture.texts(thread, for: fixture.eva) }
        try await change(
            fixture, "UPDATE thread SET patient_id = 'ada', practitioner_id = 'weber' WHERE id = \(thread)")
        await #expect(throws: MessagingError.damaged) { try await fixture.texts(thread, for: fixture.weber) }
    }

    @Test func `one conversation that cannot be opened keeps no other from being locked anew`() async throws {
        let fixture = try await MessagingFixture(keys: Self.first)
        for number in 0..<210 { try await fixture.begin("One", key: "k-\(number)") }
        try await change(
            fixture, "UPDATE thread SET locked_key = 'AAAA' WHERE id IN ('thread-1', 'thread-100')")
        try await change(fixture, "UPDATE thread SET locked_by = 'lost' WHERE id = 'thread-2'")
        let both = try fixture.messaging(with: Self.first + Self.second)
        #expect(try await RenewLocks(both)() == 207)
        let lockers = try await both.database.read { try $0.lockers() }
        #expect(lockers == ["first": 2, "second": 207, "lost": 1])
    }

    @Test func `a key that another process brought is found`() async throws {
        let fixture = try await MessagingFixture(keys: Self.first)
        let file = Mutex(Self.first)
        let source = try MasterKeySource { try MasterKeys(file.withLock { $0 }) }
        let thread = try await fixture.begin("One")
        try await RenewLocks(try fixture.messaging(with: Self.first + Self.second))()
        let stored = try #require(try await fixture.messaging.database.read { try $0.thread(thread) })
        file.withLock { $0 = Self.first + Self.second }
        #expect(throws: Never.self) { _ = try source.open(try #require(stored.key), of: stored) }
    }

    @Test func `a new master key locks anew, and then the old one can go`() async throws {
        let fixture = try await MessagingFixture(keys: Self.first)
        let thread = try await fixture.begin("One")
        let both = try fixture.messaging(with: Self.first + Self.second)
        let read = { (messaging: Messaging) in
            try await ReadMessages(messaging).messages(of: thread, before: nil, limit: 9, for: fixture.ada)
        }
        #expect(try await read(both).map(\.text) == ["One"])
        #expect(try await RenewLocks(both)() == 1)
        #expect(try await RenewLocks(both)() == 0)
        #expect(try await read(fixture.messaging(with: Self.second)).map(\.text) == ["One"])
        await #expect(throws: MessagingError.locked(key: "second")) { try await read(fixture.messaging) }
    }

    @Test(arguments: [
        "", "first", "first AAAA\n", "first \(String(repeating: "A", count: 43))= more\n", "\(first)\(first)",
        "first !\(String(repeating: "A", count: 42))=\n",
    ])
    func `lines that are no keys are refused`(text: String) {
        #expect(throws: MasterKeys.Fault.self) { try MasterKeys(text) }
        #expect(
            (try? MasterKeys(text + "\n" + MasterKeys.newLine("new")))?.newest == (text.isEmpty ? "new" : nil)
        )
    }
}
