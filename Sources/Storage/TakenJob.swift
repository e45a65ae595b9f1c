import Synchronization

/// A job that this process works on.
public final class TakenJob: Sendable {
    /// The right to it.
    public let lease: JobTable.Lease
    /// What it is for: the first column.
    public let request: SQLRow
    private let state = Mutex(State())

    private struct State {
        var report: SQLValue?
        var last: SQLValue?
        var isUnwanted = false
    }

    /// A job as it was taken.
    public init(_ row: JobTable.Row) {
        lease = JobTable.Lease(job: row.id, number: row.lease)
        request = row.request
    }

    /// Identity.
    public var id: String { lease.job }

    /// Says how far it is; only the last report of a moment is written.
    public func report(_ progress: SQLValue) {
        state.withLock { state in
            state.report = progress
            state.last = progress
        }
    }

    /// What was reported last, whether or not it is written.
    public var lastReport: SQLValue? { state.withLock { $0.last } }

    /// Whether somebody asked that it ends, rather than that the process does.
    public var isUnwanted: Bool { state.withLock { $0.isUnwanted } }

    /// The report that is not written yet.
    package func takeReport() -> SQLValue? {
        state.withLock { state in
            defer { state.report = nil }
            return state.report
        }
    }

    package func unwant() { state.withLock { $0.isUnwanted = true } }
}
