import Domain
import Reminders
import ServiceContracts
import Storage

/// Of a message that is stored.
private let format = 1

extension ReadTransaction {
    /// Whether something could be sent now.
    func hasDueNotices() throws -> Bool {
        try first(
            "SELECT 1 FROM notice WHERE state = 'waiting' AND due_at <= \(now) AND taken_until <= \(now) LIMIT 1"
        ) != nil
    }

    /// How many wait although they are due, and since when the oldest does.
    func backlog() throws -> (count: Int, since: Instant?) {
        let query: SQL =
            "SELECT count(*), min(due_at) FROM notice WHERE state = 'waiting' AND due_at <= \(now)"
        guard let row = try first(query) else { return (0, nil) }
        return (try row.int(0), try row.optionalInt(1).map { Instant(secondsSince1970: Int64($0)) })
    }

    /// Everything that was planned for an appointment, in the order in which it is due.
    func notices(of appointment: Appointment.ID) throws -> [NoticeRow] {
        try rows(
            """
            SELECT id, kind, channel, version, before_minutes, due_at, state, attempts, ended_at, why FROM notice
            WHERE appointment_id = \(appointment) ORDER BY due_at, id
            """
        ).map(NoticeRow.init)
    }

    func setting(_ name: String) throws -> String? {
        try first("SELECT value FROM setting WHERE name = \(name)")?.text(0)
    }
}

/// A notice with what became of it.
struct NoticeRow: Sendable {
    let id: String
    let kind: NoticeKind
    let channel: ContactPreferencesBody.Channel
    let version: Int
    let before: Minutes
    let dueAt: Instant
    let state: Notice.State
    let attempts: Int
    let endedAt: Instant?
    let why: String?

    fileprivate init(_ row: SQLRow) throws {
        id = try row.text(0)
        kind = try row.word(1)
        channel = try row.word(2)
        version = try row.int(3)
        before = Minutes(try row.int(4))
        dueAt = try row.instant(5)
        state = try row.word(6)
        attempts = try row.int(7)
        endedAt = try row.optionalInt(8).map { Instant(secondsSince1970: Int64($0)) }
        why = try row.optionalText(9)
    }
}

extension Transaction {
    /// Plans a notice of a visit; one that is known stays as it is.
    func plan(_ notice: Notice) throws {
        guard case .visit(let appointment, let version, let patient, let kind, let offset) = notice.subject
        else { return }
        try run(
            """
            INSERT INTO notice (id, kind, channel, appointment_id, version, patient_id, before_minutes,
                document, due_at, state, attempts, taken_until)
            VALUES (\(notice.id), \(kind.rawValue), \(notice.channel.rawValue), \(appointment), \(version),
                \(patient), \(offset.count), NULL, \(notice.dueAt), 'waiting', 0, 0)
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Takes a message that another service hands over; the same id again is the same message.
    func take(_ message: OutgoingMessage) throws {
        try run(
            """
            INSERT INTO notice (id, kind, channel, appointment_id, version, patient_id, before_minutes,
                document, due_at, state, attempts, taken_until)
            VALUES (\(message.id), 'message', 'email', NULL, 0, NULL, 0,
                \(SQLValue.document(message, format: format)), \(now), 'waiting', 0, 0)
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Notices that are due and that nobody sends, the oldest first; for a while nobody else does.
    func takeDue(limit: Int, for lease: Minutes) throws -> [Notice] {
        let query: SQL = """
            SELECT id, kind, channel, appointment_id, version, patient_id, before_minutes, document, due_at,
                attempts
            FROM notice WHERE state = 'waiting' AND due_at <= \(now) AND taken_until <= \(now)
            ORDER BY due_at, id LIMIT \(limit)
            """
        let notices = try rows(query).map(Self.notice)
        try run("UPDATE notice SET taken_until = \(now + lease) WHERE id IN \(in: notices.map(\.id))")
        return notices
    }

    private static func notice(_ row: SQLRow) throws -> Notice {
        let subject: Notice.Subject =
            try row.text(1) == "message"
            ? .message(try row.document(7, format: format))
            : .visit(
                try row.id(3), version: try row.int(4), patient: try row.id(5), try row.word(1),
                before: Minutes(try row.int(6)))
        return Notice(
            id: try row.text(0), subject: subject, channel: try row.word(2), dueAt: try row.instant(8),
            attempts: try row.int(9))
    }

    /// Ends a notice; what a message said is not kept here.
    func end(_ id: String, _ state: Notice.State, why: String? = nil) throws {
        try run(
            """
            UPDATE notice SET state = \(state.rawValue), why = \(why), ended_at = \(now), document = NULL,
                attempts = attempts + \(state == .suppressed ? 0 : 1)
            WHERE id = \(id) AND state = 'waiting'
            """)
    }

    /// Lets a notice wait for another attempt.
    func postpone(_ id: String, until instant: Instant, why: String) throws {
        try run(
            """
            UPDATE notice SET attempts = attempts + 1, taken_until = \(instant), why = \(why)
            WHERE id = \(id) AND state = 'waiting'
            """)
    }

    func keep(_ name: String, _ value: String) throws {
        try run(
            """
            INSERT INTO setting (name, value) VALUES (\(name), \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
    }
}
