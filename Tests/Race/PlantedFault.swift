import Domain
import Storage
import TestKit

/// A guard of the book that is taken away, to show that the judge sees what it lets through.
enum PlantedFault: String, CaseIterable {
    /// The verbs find nothing in their way.
    case withoutCheck = "without-check"
    /// The engine's trigger is gone.
    case withoutConstraint = "without-constraint"
    /// Answers before the commit.
    case earlyAnswer = "early-answer"
    /// Writers do not take the row that makes them one after another; PostgreSQL only.
    case withoutRow = "without-row"

    /// `database` with this fault.
    func planted(in database: any Database) async throws -> any Database {
        switch self {
        case .withoutCheck: return BlindDatabase(base: database)
        case .withoutConstraint:
            let table: SQL = TestEngine.chosen == .postgres ? " ON occupancy" : ""
            try await database.write {
                _ = try $0.run("DROP TRIGGER IF EXISTS occupancy_within_capacity\(table)")
            }
            return database
        case .earlyAnswer: return EarlyDatabase(base: database)
        case .withoutRow: return database
        }
    }
}

/// Stands between the verbs and the book, and hides what occupies a resource from them.
///
/// The fault lies in the port, so the verbs that are raced are the very ones that are shipped.
private struct BlindDatabase: ForwardingDatabase {
    let base: any Database

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await base.write { try body(BlindTransaction(base: $0)) }
    }
}

/// Answers as soon as a write was made, and lets the commit follow.
private struct EarlyDatabase: ForwardingDatabase {
    let base: any Database

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        let (answers, answer) = AsyncThrowingStream<Value, any Error>.makeStream()
        Task {
            do {
                try await base.write { transaction in _ = answer.yield(try body(transaction)) }
            } catch {
                answer.finish(throwing: error)
            }
        }
        for try await value in answers { return value }
        throw StorageError.closed
    }
}

private struct BlindTransaction: Transaction {
    let base: any Transaction
    var now: Instant { base.now }
    var batch: Int { base.batch }

    func rows(_ query: SQL) throws(StorageError) -> [SQLRow] {
        let looksAtOccupancy =
            query.text.contains("FROM occupancy") && query.text.contains("WHERE resource =")
        return looksAtOccupancy ? [] : try base.rows(query)
    }

    func run(_ statement: SQL) throws(StorageError) -> Int { try base.run(statement) }
}
