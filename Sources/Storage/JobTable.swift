public import Domain

/// Work that outlives whoever takes it: rows that one instance at a time has on lease.
///
/// *Rule.* What a job made is stored in a transaction that still has the lease (``Storage/Transaction/end(_:outcome:)``). *Why.*
/// Whoever was frozen and wakes does not know that another has taken the job over. *If broken.* One plan is stored twice, or the
/// late one over the other.
///
/// Source: leases with numbers that only grow (Gray and Cheriton 1989; “fencing tokens”).
public enum JobTable {
    /// The table.
    public static let schema: [MigrationStep] = [
        .table(
            """
            CREATE TABLE job (
                number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
                request TEXT NOT NULL, progress TEXT, outcome TEXT, is_unwanted INTEGER NOT NULL,
                lease INTEGER NOT NULL, lease_until INTEGER NOT NULL, at INTEGER NOT NULL,
                CHECK (state IN ('waiting', 'running', 'ended'))
            )
            """),
        .same("CREATE INDEX job_by_state ON job (state, number)"),
    ]

    /// Where a job stands.
    public enum State: String, Sendable {
        /// Others are before it.
        case waiting
        /// Somebody has it on lease.
        case running
        /// Nothing more will happen to it.
        case ended
    }

    /// The right to work on a job for ten seconds after it was taken or renewed.
    public struct Lease: Sendable, Hashable {
        /// The job.
        public let job: String
        /// Grows with whoever takes it.
        public let number: Int
    }

    /// A job as it stands.
    public struct Row: Sendable {
        /// Identity.
        public let id: String
        /// Where it stands.
        public let state: State
        /// What it is for, as who made it wrote it: the first column of ``request``.
        public let request: SQLRow
        /// How far it is; a null before the first report.
        public let progress: SQLRow
        /// How it ended; a null until then.
        public let outcome: SQLRow
        /// Whether somebody asked that it ends.
        public let isUnwanted: Bool
        /// How often it was taken.
        public let lease: Int
    }

    /// How long a lease lasts that is not renewed.
    private static let leaseSeconds: Int64 = 10
    /// For how long a job that ended is known; what it made is kept elsewhere.
    static let kept = Minutes(60)

    static func leaseEnd(from now: Instant) -> Instant {
        Instant(secondsSince1970: now.secondsSince1970 + leaseSeconds)
    }

    static let columns: SQL = "id, state, request, progress, outcome, is_unwanted, lease"

    static func row(_ row: SQLRow) throws -> Row {
        Row(
            id: try row.text(0), state: try row.word(1), request: SQLRow([row.values[2]]),
            progress: SQLRow([row.values[3]]), outcome: SQLRow([row.values[4]]),
            isUnwanted: try row.int(5) != 0, lease: try row.int(6))
    }
}

/// The lease was lost: another has the job, or it has ended.
public struct LeaseLost: Error, Sendable {}

extension ReadTransaction {
    /// A job, if there is one.
    ///
    /// - Throws: `StorageError`.
    public func job(_ id: String) throws -> JobTable.Row? {
        try first("SELECT \(JobTable.columns) FROM job WHERE id = \(id)").map(JobTable.row)
    }

    /// Jobs that have not ended, and those that did lately; in the order in which they were made.
    ///
    /// - Throws: `StorageError`.
    public func jobs(orEndedSince instant: Instant? = nil) throws -> [JobTable.Row] {
        try rows(
            """
            SELECT \(JobTable.columns) FROM job
            WHERE state <> 'ended' OR at >= \(instant?.secondsSince1970 ?? Int64.max) ORDER BY number
            """
        ).map(JobTable.row)
    }

    /// How many jobs wait.
    ///
    /// - Throws: `StorageError`.
    public func waitingJobs() throws -> Int {
        try first("SELECT count(*) FROM job WHERE state = 'waiting'")?.int(0) ?? 0
    }

    /// The next job that somebody may take: one that waits, or whose lease has run out.
    ///
    /// - Throws: `StorageError`.
    public func nextJob() throws -> String? {
        try first(
            """
            SELECT id FROM job WHERE state = 'waiting' OR (state = 'running' AND lease_until < \(now))
            ORDER BY number LIMIT 1
            """
        )?.text(0)
    }
}

extension Transaction {
    /// Adds a job that waits, and forgets those that ended more than an hour ago.
    ///
    /// - Throws: `StorageError`.
    public func enqueue(_ id: String, _ request: SQLValue) throws {
        try run("DELETE FROM job WHERE state = 'ended' AND at < \(now - JobTable.kept)")
        try run(
            """
            INSERT INTO job (id, state, request, is_unwanted, lease, lease_until, at)
            VALUES (\(id), 'waiting', \(request), \(false), 0, 0, \(now))
            """)
    }

    /// Takes the next job, if there is one.
    ///
    /// - Throws: `StorageError`.
    public func takeJob() throws -> JobTable.Row? {
        guard let id = try nextJob() else { return nil }
        try run(
            """
            UPDATE job SET state = 'running', lease = lease + 1, lease_until = \(JobTable.leaseEnd(from: now))
            WHERE id = \(id)
            """)
        return try job(id)
    }

    /// Goes on with a job, and says how far it is.
    ///
    /// - Returns: Whether it is still wanted.
    /// - Throws: ``LeaseLost``, `StorageError`.
    public func renew(_ lease: JobTable.Lease, progress: SQLValue? = nil) throws -> Bool {
        let renewed = try run(
            """
            UPDATE job SET lease_until = \(JobTable.leaseEnd(from: now)),
                progress = coalesce(CAST(\(progress) AS TEXT), progress)
            WHERE id = \(lease.job) AND lease = \(lease.number) AND state = 'running'
            """)
        guard renewed > 0 else { throw LeaseLost() }
        return try job(lease.job)?.isUnwanted == false
    }

    /// Ends a job, in the transaction of what it made.
    ///
    /// - Throws: ``LeaseLost``, `StorageError`.
    public func end(_ lease: JobTable.Lease, outcome: SQLValue) throws {
        let ended = try run(
            """
            UPDATE job SET state = 'ended', outcome = \(outcome), at = \(now)
            WHERE id = \(lease.job) AND lease = \(lease.number) AND state = 'running'
            """)
        guard ended > 0 else { throw LeaseLost() }
    }

    /// Gives a job back, which somebody else may take at once.
    ///
    /// - Throws: `StorageError`.
    public func giveBack(_ lease: JobTable.Lease) throws {
        try run(
            """
            UPDATE job SET state = 'waiting'
            WHERE id = \(lease.job) AND lease = \(lease.number) AND state = 'running'
            """)
    }

    /// Asks that a job ends: one that waits does at once, with `outcome`.
    ///
    /// - Throws: `StorageError`.
    public func unwant(_ id: String, outcome: SQLValue) throws {
        try run(
            """
            UPDATE job SET state = 'ended', outcome = \(outcome), at = \(now)
            WHERE id = \(id) AND state = 'waiting'
            """)
        try run("UPDATE job SET is_unwanted = \(true) WHERE id = \(id) AND state = 'running'")
    }
}
