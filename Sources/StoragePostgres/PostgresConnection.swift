import CPostgres
import Foundation
import Storage

/// One connection, used by one thread at a time.
///
/// Statements are prepared once for each text. Values travel as text, whose type the server infers.
///
/// *Rule.* No wait is without end, on either side. *Why.* A frozen server keeps its TCP connections alive: clients without a
/// deadline hang as long as it does; and a frozen client would keep the row that all writers take, so the server ends what
/// takes longer. *If broken.* The whole clinic waits for one machine.
final class PostgresConnection {
    private let handle: OpaquePointer
    private var names: [String: String] = [:]
    /// Whether it is of no use any more: the connection is lost, or an answer is still on its way.
    private(set) var isBroken = false

    private let deadlineSeconds: Double

    /// Connects.
    ///
    /// - Parameters:
    ///   - address: A connection URI or string of libpq.
    ///   - schema: Where names are looked for first.
    ///   - deadlineSeconds: How long an answer may take.
    /// - Throws: `StorageError.unreachable`.
    init(_ address: String, schema: String, deadlineSeconds: Double) throws(StorageError) {
        self.deadlineSeconds = deadlineSeconds
        try Self.requireWellFormed(address)
        let limit = Int(deadlineSeconds * 900)
        let settings = [
            "search_path=\(schema)", "timezone=UTC", "statement_timeout=\(limit)",
            "idle_in_transaction_session_timeout=\(limit)",
        ]
        handle = Self.connect([
            ("dbname", address), ("connect_timeout", "5"), ("application_name", "slotwise"),
            ("client_encoding", "UTF8"), ("options", settings.map { "-c \($0)" }.joined(separator: " ")),
        ])
        guard PQstatus(handle) == CONNECTION_OK else { throw .unreachable(Self.message(handle)) }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit { PQfinish(handle) }

    /// All rows of a query.
    func rows(_ query: SQL) throws(StorageError) -> [SQLRow] {
        let result = try perform(query)
        defer { PQclear(result) }
        return Self.rows(result)
    }

    /// Executes a statement and returns how many rows it changed.
    func run(_ statement: SQL) throws(StorageError) -> Int {
        let result = try perform(statement)
        defer { PQclear(result) }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    /// Executes statements without bindings, one after another in one trip, and returns the rows of the last.
    @discardableResult
    func execute(_ statements: String) throws(StorageError) -> [SQLRow] {
        try require(PQsendQuery(handle, statements))
        let result = try answer()
        defer { PQclear(result) }
        return Self.rows(result)
    }

    /// Whether the server still has the transaction that was begun, also as a failed one.
    var isInTransaction: Bool { canCommit || !isBroken && PQtransactionStatus(handle) == PQTRANS_INERROR }

    /// Whether the transaction can be committed: a failed one would be rolled back, and the server would call that a success.
    var canCommit: Bool { !isBroken && PQtransactionStatus(handle) == PQTRANS_INTRANS }

    private func perform(_ statement: SQL) throws(StorageError) -> OpaquePointer {
        let texts = try statement.bindings.map(Self.text)
        let name = try prepared(statement.text)
        let sent = Self.withPointers(texts) { values in
            PQsendQueryPrepared(handle, name, Int32(texts.count), values, nil, nil, 0)
        }
        try require(sent)
        return try answer()
    }

    /// The name under which a text is prepared.
    private func prepared(_ text: String) throws(StorageError) -> String {
        if let name = names[text] { return name }
        let name = "s\(names.count)"
        try require(PQsendPrepare(handle, name, Self.numbered(text), 0, nil))
        PQclear(try answer())
        names[text] = name
        return name
    }

    private func require(_ sent: Int32) throws(StorageError) {
        guard sent == 1 else {
            isBroken = true
            throw .unreachable(Self.message(handle))
        }
    }

    /// The last of the results that were asked for, once all have come; whoever gets it clears it.
    ///
    /// An outcome is decided only after its last result: a server that dies in between has promised nothing.
    private func answer() throws(StorageError) -> OpaquePointer {
        let deadline = Date(timeIntervalSinceNow: deadlineSeconds)
        var last: OpaquePointer?
        var failure: StorageError?
        while true {
            try waitUntilReadable(deadline, &last)
            guard let result = PQgetResult(handle) else { break }
            if let last { PQclear(last) }
            last = result
            let status = PQresultStatus(result)
            if status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK {
                failure = failure ?? Self.failure(result)
            }
        }
        isBroken = PQstatus(handle) != CONNECTION_OK
        if let failure {
            if let last { PQclear(last) }
            throw isBroken ? .unreachable("\(failure)") : failure
        }
        guard let last else { throw .unreachable(Self.message(handle)) }
        return last
    }

    private func waitUntilReadable(_ deadline: Date, _ last: inout OpaquePointer?) throws(StorageError) {
        while PQisBusy(handle) == 1 {
            var waiting = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            let left = deadline.timeIntervalSinceNow
            let isReady = left > 0 && poll(&waiting, 1, Int32((left * 1_000).rounded(.up))) > 0
            guard isReady else {
                isBroken = true
                if let last { PQclear(last) }
                throw .unreachable("no answer within \(deadlineSeconds) s")
            }
            if PQconsumeInput(handle) == 0 {
                isBroken = true
                if let last { PQclear(last) }
                throw .unreachable(Self.message(handle))
            }
        }
    }

    // What crosses the border to C.

    private static func connect(_ values: [(String, String)]) -> OpaquePointer {
        withPointers(values.map(\.0) + [nil]) { keys in
            withPointers(values.map(\.1) + [nil]) { texts in
                PQconnectdbParams(keys, texts, 1)
            }
        }
    }

    /// What the library says of a malformed address may quote the password in it.
    private static func requireWellFormed(_ address: String) throws(StorageError) {
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(address, &message)
        defer {
            PQconninfoFree(options)
            PQfreemem(message)
        }
        guard options == nil else { return }
        throw .unusable(
            path: "the address of the database",
            reason: "is malformed; write %, @, : and / in a password as %25, %40, %3A and %2F")
    }

    private static func withPointers<Value>(
        _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
    ) -> Value {
        let copies = texts.map { $0.flatMap { strdup($0) } }
        defer { copies.forEach { free($0) } }
        return copies.map { UnsafePointer($0) }.withUnsafeBufferPointer { body($0.baseAddress) }
    }

    private static func message(_ handle: OpaquePointer?) -> String {
        String(cString: PQerrorMessage(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func text(_ value: SQLValue) throws(StorageError) -> String? {
        switch value {
        case .null: return nil
        case .integer(let number): return String(number)
        case .real(let number): return String(number)
        case .text(let text):
            guard !text.utf8.contains(0) else {
                throw .engine(code: 0, message: "text with U+0000 cannot be stored")
            }
            return text
        }
    }

    /// `?` as `$1`, `$2` …, outside quotes.
    private static func numbered(_ text: String) -> String {
        var (result, number, isQuoted) = ("", 0, false)
        for character in text {
            if character == "'" { isQuoted.toggle() }
            guard character == "?", !isQuoted else {
                result.append(character)
                continue
            }
            number += 1
            result += "$\(number)"
        }
        return result
    }

    /// What the server refuses a statement with.
    ///
    /// Source: PostgreSQL, appendix A: class 23 is a constraint's.
    private static func failure(_ result: OpaquePointer) -> StorageError {
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let message = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) } ?? ""
        return state.hasPrefix("23")
            ? .constraint(message) : .engine(code: Int(state, radix: 36) ?? 0, message: "\(state) \(message)")
    }

    private static func rows(_ result: OpaquePointer) -> [SQLRow] {
        let columns = (0..<PQnfields(result)).map { ($0, PQftype(result, $0)) }
        return (0..<PQntuples(result)).map { row in
            SQLRow(
                columns.map { column, type in
                    guard PQgetisnull(result, row, column) == 0 else { return .null }
                    return value(String(cString: PQgetvalue(result, row, column)), type)
                })
        }
    }

    /// A value by the type that the server names, as `pg_type` numbers it.
    private static func value(_ text: String, _ type: Oid) -> SQLValue {
        switch type {
        case 20, 21, 23: .integer(Int64(text) ?? 0)
        case 16: .integer(text == "t" ? 1 : 0)
        case 700, 701: .real(Double(text) ?? 0)
        // Sums of whole numbers are numeric.
        case 1700: Int64(text).map { .integer($0) } ?? .real(Double(text) ?? 0)
        default: .text(text)
        }
    }
}
