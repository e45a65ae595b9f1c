import Domain
import Foundation
import Storage
import TestKit
import Testing

/// What a service tells, and whoever hears it.
@Suite struct FeedTests {
    /// `SLOTWISE_FEED_ROUNDS=1000` for the long form.
    private static let rounds =
        ProcessInfo.processInfo.environment["SLOTWISE_FEED_ROUNDS"].flatMap(Int.init) ?? 40

    @Test(arguments: TestEngine.available)
    func `whoever is killed when, every event takes effect once, in the order of its subject`(
        engine: TestEngine
    ) async throws {
        let time = FixedTime("2026-03-02T07:00:00Z")
        let source = try TestStore("source", migrations: FeedRace.source, time: time, on: engine)
        let target = try TestStore("target", migrations: FeedRace.target, time: time, on: engine)
        let race = FeedRace(
            from: [source.database, try source.another()], to: [target.database, try target.another()])
        let outcome = try await race.run(rounds: Self.rounds) { try await race.write($0, $1) }
        #expect(outcome.told.count > Self.rounds * 6, "most writers survive")
        #expect(outcome.taken == outcome.told, "none lost, none twice")
        for (subject, versions) in outcome.versions {
            #expect(versions == Array(1...versions.count), "\(subject)")
        }
    }

    @Test(arguments: TestEngine.available)
    func `old events go when a later one tells of the same, and none that tells something new`(
        engine: TestEngine
    ) async throws {
        let time = FixedTime("2026-03-02T07:00:00Z")
        let store = try TestStore("pruned", migrations: FeedRace.source, time: time, on: engine)
        func publish(_ subjects: String...) async throws {
            try await store.database.write { transaction in
                for subject in subjects { try transaction.publish("e", subject, version: 1, audience: []) }
            }
        }
        func kept() async throws -> [Int] {
            try await store.database.read { try $0.events(after: 0, limit: 99).map(\.id) }
        }
        try await publish("a", "b", "a")
        time.advance(Minutes(8 * 1_440))
        try await publish("b", "c", "c")
        // A subject of another kind has the same id, and tells nothing of the first.
        try await store.database.write { try $0.publish("other", "a", version: 1, audience: []) }
        func forget(_ remainder: Outbox.Remainder, limit: Int = 99) async throws {
            try await store.database.write { transaction in
                try transaction.forgetEvents(
                    transaction.eventsToForget(leaving: remainder, limit: limit))
            }
        }
        try await forget(.latest, limit: 1)
        #expect(try await kept() == [2, 3, 4, 5, 6, 7])
        try await forget(.latest)
        #expect(try await kept() == [3, 4, 5, 6, 7])
        try await forget(.nothing)
        #expect(try await kept() == [4, 5, 6, 7], "what is younger than a week stays whole")
        try await publish("d")
        #expect(try await kept().last == 8, "numbers are never given again")
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestEngine.available)
    func `a commit of one instance wakes whoever listens at another`(engine: TestEngine) async throws {
        let store = try TestStore(
            "woken", migrations: FeedRace.source, time: FixedTime("2026-03-02T07:00:00Z"), on: engine)
        let other = try store.another()
        var changes = other.changes().makeAsyncIterator()
        await changes.next()
        for number in 1...3 {
            try await store.database.write { try $0.publish("e", "s", version: number, audience: []) }
            while try await other.read({ try $0.lastEvent() }) < number { await changes.next() }
            await changes.next()
        }
    }
}
