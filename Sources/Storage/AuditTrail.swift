import Crypto
public import Domain
import Foundation

/// What was done or seen, by whom: rows that are only ever added, sealed a moment later by a chain of hashes.
///
/// *Rule.* A row is written in the transaction of what it tells; seals follow in the order of the rows, which is the order of the
/// commits: `hash = SHA-256(hash before ‖ rows)`. *Why.* So that a row that is changed, taken out or put in is noticed, and no
/// change waits for a row that all changes write. *If broken.* Whoever can write the store can rewrite what happened. Rows of the
/// last moment are not sealed yet, and whoever recomputes every hash cannot be seen from inside: note the head elsewhere and
/// compare.
public enum AuditTrail {
    /// Rows and seals; an engine refuses to change or take away either.
    public static let schema: [MigrationStep] =
        [
            .table(
                """
                CREATE TABLE audit (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, caller TEXT NOT NULL,
                    role TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT
                )
                """),
            .table(
                """
                CREATE TABLE audit_seal (
                    number INTEGER PRIMARY KEY, last_id INTEGER NOT NULL, entries INTEGER NOT NULL,
                    at INTEGER NOT NULL, hash TEXT NOT NULL
                )
                """),
            .each(
                sqlite: [],
                postgres: [
                    """
                    CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'audit: rows are never %', TG_ARGV[0] USING ERRCODE = 'check_violation'; END $$
                    """
                ]),
        ] + ["audit", "audit_seal"].map(guards)

    /// What refuses to change or take away rows of a table.
    private static func guards(of table: String) -> MigrationStep {
        .each(
            sqlite: [("changed", "UPDATE"), ("deleted", "DELETE")].map { done, what in
                """
                CREATE TRIGGER \(table)_is_not_\(done) BEFORE \(what) ON \(table) BEGIN
                    SELECT RAISE(ABORT, 'audit: rows are never \(done)');
                END
                """
            },
            postgres: [
                ("changed", "UPDATE", "ROW"), ("deleted", "DELETE", "ROW"),
                ("truncated", "TRUNCATE", "STATEMENT"),
            ].map { done, what, each in
                """
                CREATE TRIGGER \(table)_is_not_\(done) BEFORE \(what) ON \(table)
                    FOR EACH \(each) EXECUTE FUNCTION keep_audit('\(done)')
                """
            })
    }

    /// One row.
    public struct Entry: Sendable, Hashable {
        /// Position; grows.
        public let id: Int
        /// When.
        public let at: Instant
        /// An account's id, or the command line's user.
        public let caller: String
        /// In which role.
        public let role: String
        /// What, as `appointmentBooked`.
        public let action: String
        /// An id; never a name.
        public let subject: String
        /// More facts; never a diagnosis.
        public let detail: String?

        init(_ row: SQLRow) throws {
            id = try row.int(0)
            at = try row.instant(1)
            caller = try row.text(2)
            role = try row.text(3)
            action = try row.text(4)
            subject = try row.text(5)
            detail = try row.optionalText(6)
        }

        /// What is sealed.
        var fields: [String?] {
            ["\(id)", "\(at.secondsSince1970)", caller, role, action, subject, detail]
        }
    }

    /// What a check of the chain found.
    public struct Verdict: Sendable, Hashable {
        /// Rows in the table.
        public let entries: Int
        /// Those of them that are sealed: all but what came in the last moment.
        public let sealed: Int
        /// The hash of the last seal; equal to a noted one if nothing was rewritten since and nothing sealed.
        public let head: String
        /// What is wrong, with row numbers; empty if nothing is.
        public let faults: [String]
    }

    static let columns: SQL = "id, at, caller, role, action, subject, detail"

    /// The hash of rows and everything before them.
    static func hash(after previous: String, _ entries: [Entry]) -> String {
        var sha = SHA256()
        sha.update(data: Array(previous.utf8))
        for field in entries.flatMap(\.fields) {
            // The length comes first, so that no two rows read the same.
            sha.update(data: Array("\(field?.utf8.count ?? -1):\(field ?? "")".utf8))
        }
        return sha.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}

extension Transaction {
    /// Adds a row to the audit trail, in the transaction of what it tells.
    ///
    /// - Parameters:
    ///   - action: What was done or seen.
    ///   - subject: An id; never a name.
    ///   - caller: Who.
    ///   - detail: More facts; never a diagnosis.
    /// - Throws: `StorageError`.
    public func audit(_ action: String, _ subject: String, by caller: Caller, detail: String? = nil) throws {
        try run(
            """
            INSERT INTO audit (at, caller, role, action, subject, detail)
            VALUES (\(now), \(caller.name), \(caller.role.rawValue), \(action), \(subject), \(detail))
            """
        )
    }

    /// Seals rows that came since the last seal.
    ///
    /// - Parameter limit: At most so many.
    /// - Returns: How many were sealed.
    /// - Throws: `StorageError`.
    public func sealAudit(limit: Int) throws -> Int {
        let last = try lastSeal()
        let entries = try auditEntries(after: last?.lastID ?? .min, limit: limit)
        guard let newest = entries.last else { return 0 }
        let hash = AuditTrail.hash(after: last?.hash ?? "", entries)
        try run(
            """
            INSERT INTO audit_seal (number, last_id, entries, at, hash)
            VALUES (\((last?.number ?? 0) + 1), \(newest.id), \(entries.count), \(now), \(hash))
            """)
        return entries.count
    }
}

extension Database {
    private static var rowsOfSeal: Int { 5_000 }

    /// Seals what was noted until now; what comes meanwhile is sealed the next time.
    ///
    /// - Throws: `StorageError`, `CancellationError`.
    public func sealAudit() async throws {
        guard try await read({ try $0.hasUnsealedAudit() }) else { return }
        while try await write({ try $0.sealAudit(limit: Self.rowsOfSeal) }) == Self.rowsOfSeal {
            try Task.checkCancellation()
        }
    }
}

extension ReadTransaction {
    /// Rows before `id`, newest first.
    ///
    /// - Parameters:
    ///   - id: Where to go on; `nil` for the newest.
    ///   - subject: Only rows about this; `nil` for all.
    ///   - limit: At most so many.
    /// - Returns: Rows, newest first.
    /// - Throws: `StorageError`.
    public func auditEntries(before id: Int? = nil, about subject: String? = nil, limit: Int) throws
        -> [AuditTrail.Entry]
    {
        var condition: SQL = "id < \(id ?? Int.max)"
        if let subject { condition = "\(condition) AND subject = \(subject)" }
        let query: SQL = """
            SELECT \(AuditTrail.columns) FROM audit WHERE \(condition) ORDER BY id DESC LIMIT \(limit)
            """
        return try rows(query).map { try AuditTrail.Entry($0) }
    }

    /// Rows after `id` and not after `last`, oldest first.
    fileprivate func auditEntries(after id: Int, to last: Int = .max, limit: Int) throws -> [AuditTrail.Entry]
    {
        try rows(
            """
            SELECT \(AuditTrail.columns) FROM audit WHERE id > \(id) AND id <= \(last) ORDER BY id LIMIT \(limit)
            """
        ).map { try AuditTrail.Entry($0) }
    }

    fileprivate func lastSeal() throws -> Seal? {
        try first("SELECT number, last_id, entries, hash FROM audit_seal ORDER BY number DESC LIMIT 1").map(
            Seal.init)
    }

    fileprivate func seal(after number: Int) throws -> Seal? {
        try first(
            """
            SELECT number, last_id, entries, hash FROM audit_seal WHERE number > \(number) ORDER BY number LIMIT 1
            """
        ).map(Seal.init)
    }

    fileprivate func hasUnsealedAudit() throws -> Bool {
        try first("SELECT 1 FROM audit WHERE id > \(lastSeal()?.lastID ?? Int.min) LIMIT 1") != nil
    }

    /// Recomputes the whole chain.
    ///
    /// - Returns: What was found.
    /// - Complexity: One hash a row; the rows of a seal in memory at a time.
    /// - Throws: `StorageError`.
    public func verifyAudit() throws -> AuditTrail.Verdict {
        var (number, last, hash, sealed, faults) = (0, Int.min, "", 0, [String]())
        while let seal = try seal(after: number) {
            let entries = try auditEntries(after: last, to: seal.lastID, limit: seal.entries + 1)
            hash = AuditTrail.hash(after: hash, entries)
            if seal.number != number + 1 { faults.append("seal \(number + 1) is missing") }
            if hash != seal.hash || entries.count != seal.entries {
                faults.append("the rows up to \(seal.lastID) are not those that seal \(seal.number) covers")
            }
            (number, last, hash) = (seal.number, seal.lastID, seal.hash)
            sealed += entries.count
        }
        let count = try first("SELECT count(*) FROM audit")?.int(0) ?? 0
        return .init(entries: count, sealed: sealed, head: hash, faults: faults)
    }
}

/// One link of the chain.
private struct Seal {
    let number: Int
    let lastID: Int
    let entries: Int
    let hash: String

    init(_ row: SQLRow) throws {
        number = try row.int(0)
        lastID = try row.int(1)
        entries = try row.int(2)
        hash = try row.text(3)
    }
}
