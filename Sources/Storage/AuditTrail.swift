import Crypto
public import Domain
import Foundation

/// What was done or seen, by whom: rows that are only ever added, each bound to all before it by a hash.
///
/// *Rule.* `hash = SHA-256(hash before ‖ fields)`, and `audit_head` keeps the number of rows and the last hash. *Why.* So
/// that a row that is changed, taken out, put in or cut off at the end is noticed. *If broken.* Whoever can write the
/// file can rewrite what happened. Whoever can also recompute every hash cannot be seen from inside: note the head
/// elsewhere and compare.
public enum AuditTrail {
    /// The table with its head; an engine refuses to change or take away a row.
    public static let schema: [MigrationStep] = [
        .table(
            """
            CREATE TABLE audit (
                id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, caller TEXT NOT NULL, role TEXT NOT NULL,
                action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT, hash TEXT NOT NULL
            )
            """),
        .table(
            """
            CREATE TABLE audit_head (
                id INTEGER PRIMARY KEY CHECK (id = 1), entries INTEGER NOT NULL, hash TEXT NOT NULL
            )
            """),
        .same("INSERT INTO audit_head (id, entries, hash) VALUES (1, 0, '')"),
        .each(
            sqlite: [("changed", "UPDATE"), ("deleted", "DELETE")].map { done, what in
                """
                CREATE TRIGGER audit_is_not_\(done) BEFORE \(what) ON audit BEGIN
                    SELECT RAISE(ABORT, 'audit: rows are never \(done)');
                END
                """
            },
            postgres: [
                """
                CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'audit: rows are never %', TG_ARGV[0] USING ERRCODE = 'check_violation'; END $$
                """
            ]
                + [
                    ("changed", "UPDATE", "ROW"), ("deleted", "DELETE", "ROW"),
                    ("truncated", "TRUNCATE", "STATEMENT"),
                ]
                .map { done, what, each in
                    """
                    CREATE TRIGGER audit_is_not_\(done) BEFORE \(what) ON audit
                        FOR EACH \(each) EXECUTE FUNCTION keep_audit('\(done)')
                    """
                }
        ),
    ]

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
        /// Of this row and all before it.
        public let hash: String

        init(_ row: SQLRow) throws {
            id = try row.int(0)
            at = try row.instant(1)
            caller = try row.text(2)
            role = try row.text(3)
            action = try row.text(4)
            subject = try row.text(5)
            detail = try row.optionalText(6)
            hash = try row.text(7)
        }
    }

    /// What a check of the chain found.
    public struct Verdict: Sendable, Hashable {
        /// Rows in the table.
        public let entries: Int
        /// The last hash; equal to a noted one if nothing was rewritten since and nothing added.
        public let head: String
        /// What is wrong, with row numbers; empty if nothing is.
        public let faults: [String]
    }

    static func hash(after previous: String, _ fields: [String?]) -> String {
        var bytes = Array(previous.utf8)
        for field in fields {
            // The length comes first, so that no two rows read the same.
            bytes += (field?.utf8.count ?? -1).description.utf8
            bytes.append(UInt8(ascii: ":"))
            if let field { bytes += field.utf8 }
        }
        // Every change of the book comes through here.
        return String(unsafeUninitializedCapacity: 2 * SHA256.byteCount) { text in
            for (index, byte) in SHA256.hash(data: bytes).enumerated() {
                text[2 * index] = digit(byte >> 4)
                text[2 * index + 1] = digit(byte & 0xF)
            }
            return 2 * SHA256.byteCount
        }
    }

    /// A hexadecimal digit.
    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
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
        let head = try first("SELECT hash FROM audit_head")?.text(0) ?? ""
        let hash = AuditTrail.hash(
            after: head,
            ["\(now.secondsSince1970)", caller.name, caller.role.rawValue, action, subject, detail])
        try run(
            """
            INSERT INTO audit (at, caller, role, action, subject, detail, hash)
            VALUES (\(now), \(caller.name), \(caller.role.rawValue), \(action), \(subject), \(detail), \(hash))
            """
        )
        try run("UPDATE audit_head SET entries = entries + 1, hash = \(hash)")
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
            SELECT id, at, caller, role, action, subject, detail, hash FROM audit
            WHERE \(condition) ORDER BY id DESC LIMIT \(limit)
            """
        return try rows(query).map { try AuditTrail.Entry($0) }
    }

    /// Recomputes the whole chain.
    ///
    /// - Returns: What was found.
    /// - Complexity: One hash a row; a page of rows in memory at a time.
    /// - Throws: `StorageError`.
    public func verifyAudit() throws -> AuditTrail.Verdict {
        var (count, last, hash, faults) = (0, 0, "", [String]())
        while true {
            let query: SQL = """
                SELECT id, at, caller, role, action, subject, detail, hash FROM audit WHERE id > \(last)
                ORDER BY id LIMIT 5000
                """
            let page = try rows(query).map { try AuditTrail.Entry($0) }
            guard !page.isEmpty else { break }
            for entry in page {
                count += 1
                last = entry.id
                hash = AuditTrail.hash(
                    after: hash,
                    [
                        "\(entry.at.secondsSince1970)", entry.caller, entry.role, entry.action, entry.subject,
                        entry.detail,
                    ])
                if hash != entry.hash {
                    faults.append("row \(entry.id) does not follow from the rows before it")
                }
                hash = entry.hash
            }
        }
        let head = try first("SELECT entries, hash FROM audit_head")
        let (entries, noted) = (try head?.int(0) ?? 0, try head?.text(1) ?? "")
        if entries != count { faults.append("there are \(count) rows, but \(entries) were written") }
        if noted != hash { faults.append("the last row is not the last that was written") }
        return .init(entries: count, head: hash, faults: faults)
    }
}
