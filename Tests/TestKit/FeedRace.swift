import Domain
import Foundation
public import Storage
import Synchronization

/// Writers and consumers of a feed in random order, each killed now and then in the middle of what it does.
public struct FeedRace: Sendable {
    /// What a process is in the middle of when it is killed.
    public struct Killed: Error {}

    /// Dice that everybody of a race throws.
    public final class Dice: Sendable {
        private let random: Mutex<SeededRandom>

        init(_ seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

        /// A number of `range`.
        public func roll(_ range: Range<Int>) -> Int { random.withLock { Int.random(in: range, using: &$0) } }

        /// Ends whoever throws a one.
        public func survive(oneIn sides: Int) throws {
            if roll(0..<sides) == 0 { throw Killed() }
        }
    }

    /// Whether the writers are done.
    private final class Ending: Sendable {
        let isOver = Atomic(false)
    }

    /// The schema of the store that events come from.
    public static let source = [
        Migration(
            "source",
            [.table("CREATE TABLE subject (name TEXT PRIMARY KEY, version INTEGER NOT NULL)")]
                + Outbox.schema)
    ]
    /// The schema of the store where they take effect.
    public static let target = [
        Migration(
            "target",
            [
                .table(
                    """
                    CREATE TABLE effect (
                        number INTEGER PRIMARY KEY AUTOINCREMENT, event INTEGER NOT NULL, subject TEXT NOT NULL,
                        version INTEGER NOT NULL
                    )
                    """)
            ] + FeedPosition.schema)
    ]

    /// What became of the events of a race.
    public struct Outcome: Sendable {
        /// Events that are in the feed, by their place.
        public let told: [Int]
        /// Those that took effect, in the order in which they did.
        public let taken: [Int]
        /// Versions in the order in which they took effect, by subject.
        public let versions: [String: [Int]]
    }

    private let sources: [any Storage.Database]
    private let targets: [any Storage.Database]

    /// A race from the instances of one store to those of another.
    public init(from sources: [any Storage.Database], to targets: [any Storage.Database]) {
        self.sources = sources
        self.targets = targets
    }

    /// A change of a subject with its event, as services make it.
    public func write(_ subject: String, _ dice: Dice) async throws {
        try await sources[dice.roll(0..<sources.count)].write { transaction in
            try transaction.run(
                """
                INSERT INTO subject (name, version) VALUES (\(subject), 1)
                ON CONFLICT (name) DO UPDATE SET version = subject.version + 1
                """)
            let version =
                try transaction.first("SELECT version FROM subject WHERE name = \(subject)")?.int(0) ?? 0
            try transaction.publish("changed", subject, version: version, audience: [])
            try dice.survive(oneIn: 5)
        }
    }

    /// Lets four writers and two consumers loose, so many times.
    ///
    /// - Parameters:
    ///   - rounds: How often.
    ///   - write: Makes a change of a subject; may be killed.
    public func run(
        rounds: Int, write: @escaping @Sendable (String, Dice) async throws -> Void
    ) async throws -> Outcome {
        for round in 0..<rounds {
            let dice = Dice(UInt64(round))
            let ending = Ending()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for target in targets {
                    group.addTask {
                        while !ending.isOver.load(ordering: .acquiring) {
                            try await follow(target, dice, killing: true)
                        }
                    }
                }
                try await withThrowingTaskGroup(of: Void.self) { writers in
                    for _ in 0..<4 {
                        writers.addTask {
                            for _ in 0..<3 { try? await write("\(round)-\(dice.roll(0..<3))", dice) }
                        }
                    }
                    try await writers.waitForAll()
                }
                ending.isOver.store(true, ordering: .releasing)
                try await group.waitForAll()
            }
            try await follow(targets[0], dice, killing: false)
        }
        return try await outcome()
    }

    private func follow(_ target: any Storage.Database, _ dice: Dice, killing: Bool) async throws {
        do {
            let source = sources[dice.roll(0..<sources.count)]
            try await target.follow("feed") { heard in
                let page = try await source.read { try $0.events(after: heard, limit: dice.roll(1..<6)) }
                if killing { try dice.survive(oneIn: 4) }
                return page.last.map { (page, $0.id) }
            } take: { transaction, page in
                for event in page {
                    try transaction.run(
                        """
                        INSERT INTO effect (event, subject, version)
                        VALUES (\(event.id), \(event.subject), \(event.version))
                        """)
                    if killing { try dice.survive(oneIn: 6) }
                }
            }
        } catch is Killed {
            // Another process goes on.
        }
    }

    private func outcome() async throws -> Outcome {
        let told = try await sources[0].read { transaction in
            try transaction.rows("SELECT id FROM outbox ORDER BY id").map { try $0.int(0) }
        }
        let effects = try await targets[0].read { transaction in
            try transaction.rows("SELECT event, subject, version FROM effect ORDER BY number").map {
                (event: try $0.int(0), subject: try $0.text(1), version: try $0.int(2))
            }
        }
        return Outcome(
            told: told, taken: effects.map(\.event),
            versions: Dictionary(grouping: effects, by: \.subject).mapValues { $0.map(\.version) })
    }
}
