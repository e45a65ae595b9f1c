import Domain
import Storage

/// The connection that writes, kept by the committer's thread and made anew when it is lost.
///
/// `@unchecked`: only that thread touches it.
final class PostgresWriter: @unchecked Sendable {
    private let connect: @Sendable () throws(StorageError) -> PostgresConnection
    private let time: (any TimeSource)?
    private let holding: BookLock.Holding
    private var connection: PostgresConnection?

    init(
        _ connect: @escaping @Sendable () throws(StorageError) -> PostgresConnection,
        time: (any TimeSource)?, holding: BookLock.Holding
    ) {
        self.connect = connect
        self.time = time
        self.holding = holding
    }

    /// Runs jobs in one commit; why nothing of them was stored, or `nil`.
    ///
    /// A batch that was lost before it was to be committed is run once more.
    func commit(_ batch: [GroupCommitter.Job]) -> StorageError? {
        var failure: StorageError?
        for _ in 0..<2 {
            do {
                try run(batch)
                return nil
            } catch let error as StorageError {
                failure = error
                guard isWorthAnotherTry(error) else { break }
            } catch {
                failure = .engine(code: 0, message: "\(error)")
                break
            }
        }
        return failure
    }

    private func run(_ batch: [GroupCommitter.Job]) throws {
        let connection = try self.connection ?? connect()
        self.connection = connection
        do {
            let beginning = try BookLock.begin(connection, holding)
            for job in batch {
                let transaction = PostgresTransaction(connection, beginning, time: time)
                try job.perform(in: transaction) { connection.isInTransaction }
            }
            guard connection.canCommit else {
                throw StorageError.unreachable("the transaction was lost before the commit")
            }
        } catch {
            abandon(connection)
            throw error
        }
        do {
            try connection.execute("COMMIT")
        } catch {
            let wasAnswered = !connection.isBroken
            abandon(connection)
            throw wasAnswered ? error : .inDoubt
        }
    }

    /// Nothing of a transaction stays: a connection that still answers rolls it back, another one is let go.
    private func abandon(_ connection: PostgresConnection) {
        let isUsable = !connection.isBroken && (try? connection.execute("ROLLBACK")) != nil
        if !isUsable { self.connection = nil }
    }

    /// Lost before the commit, or chosen by the server to give way (40001, 40P01, 57P01).
    private func isWorthAnotherTry(_ error: StorageError) -> Bool {
        switch error {
        case .unreachable: true
        case .engine(_, let message): ["40001", "40P01", "57P01"].contains { message.hasPrefix($0) }
        default: false
        }
    }
}
