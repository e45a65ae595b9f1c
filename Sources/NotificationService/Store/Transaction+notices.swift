import Domain
import Reminders
import ServiceContracts
import Storage

/// Of a message that is stored.
private let format = 1

/// What a row is that tells of no visit; else it is the word of a ``Reminders/NoticeKind``.
private enum RowKind {
    static let message = "message"
    /// The same, of one that may wait for others.
    static let calmMessage = "calm-message"
    static let offer = "offer"
}

/// Of two kinds, so that a code waits for no reminder.
enum NoticeQueue: Sendable {
    case messages, visits

    fileprivate var condition: SQL {
        switch self {
        case .messages: "kind = \(RowKind.message)"
        case .visits: "kind <> \(RowKind.message)"
        }
    }
}

extension ReadTransaction {
    /// Whether something could be sent now.
    func hasDueNotices(in queue: NoticeQueue) throws -> Bool {
        try first(
            """
            SELECT 1 FROM notice
            WHERE state = 'waiting' AND due_at <= \(now) AND taken_until <= \(now) AND \(queue.condition) LIMIT 1
            """
        ) != nil
    }

    /// How many wait although they are due, since when the oldest does, and how many were given up since an instant.
    func backlog(givenUpSince instant: Instant) throws -> (late: Int, since: Instant?, givenUp: Int) {
        let query: SQL =
            "SELECT count(*), min(due_at) FROM notice WHERE state = 'waiting' AND due_at <= \(now)"
        let given: SQL = "SELECT count(*) FROM notice WHERE state = 'failed' AND ended_at >= \(instant)"
        guard let row = try first(query) else { return (0, nil, 0) }
        return (
            try row.int(0), try row.optionalInstant(1),
            try first(given)?.int(0) ?? 0
        )
    }

    /// Everything that was planned for an appointment, in the order in which it is due.
    func notices(of appointment: Appointment.ID) throws -> [NoticeRow] {
        try notices("WHERE appointment_id = \(appointment) ORDER BY due_at, id")
    }

    /// Whether a reminder of appointments at their times was sent, of those of which there is any notice.
    func reminded(_ starts: [Appointment.ID: Instant]) throws -> [Appointment.ID: Bool] {
        let query: SQL = """
            SELECT appointment_id, kind, state, visit_at FROM notice WHERE appointment_id IN \(in: starts.keys.sorted())
            """
        return try rows(query).reduce(into: [:]) { known, row in
            let (id, at): (Appointment.ID, Instant?) = (try row.id(0), try row.optionalInstant(3))
            let isReminder = try row.text(1) == "reminder" && row.text(2) == "sent"
            known[id] = (known[id] ?? false) || (isReminder && (at ?? starts[id]) == starts[id])
        }
    }

    /// What was planned, reminders apart, for some appointments as each was at a version.
    func news(of versions: [Appointment.ID: Int]) throws -> [NoticeRow] {
        try notices(
            """
            WHERE appointment_id IN \(in: versions.keys.sorted()) AND kind <> 'reminder'
            ORDER BY appointment_id, due_at, id
            """
        ).filter { $0.version == versions[$0.appointment] }
    }

    private func notices(_ which: SQL) throws -> [NoticeRow] {
        try rows(
            """
            SELECT id, kind, channel, version, before_minutes, due_at, state, attempts, ended_at, why, arrived_at,
                appointment_id
            FROM notice \(which)
            """
        ).map(NoticeRow.init)
    }

    /// The times before the visit of the reminders that are due, of each of some appointments as it was planned.
    func dueReminders(of appointments: Set<Appointment.ID>) throws -> [VisitVersion: [Minutes]] {
        let query: SQL = """
            SELECT appointment_id, version, before_minutes FROM notice
            WHERE kind = 'reminder' AND due_at <= \(now) AND appointment_id IN \(in: appointments.sorted())
            """
        return try Dictionary(
            grouping: rows(query).map {
                (VisitVersion(id: try $0.id(0), version: try $0.int(1)), Minutes(try $0.int(2)))
            }, by: \.0
        ).mapValues { $0.map(\.1) }
    }

    /// Whether a patient was told that an appointment is off.
    func wasToldOff(_ appointment: Appointment.ID) throws -> Bool {
        try first(
            """
            SELECT 1 FROM notice
            WHERE appointment_id = \(appointment) AND kind = 'cancellation' AND state = 'sent' LIMIT 1
            """
        ) != nil
    }

    func setting(_ name: String) throws -> String? {
        try first("SELECT value FROM setting WHERE name = \(name)")?.text(0)
    }
}

extension Notice.Subject {
    /// What says what a notice tells, first in a row.
    static let columns: SQL = "kind, appointment_id, patient_id, version, before_minutes, document, offer_id"
    /// How many they are.
    static let width = 7

    init(_ row: SQLRow) throws {
        self =
            switch try row.text(0) {
            case RowKind.message, RowKind.calmMessage: .message(try row.document(5, format: format))
            case RowKind.offer: .offer(try row.id(6), patient: try row.id(2))
            default:
                .visit(
                    try row.id(1), version: try row.int(3), patient: try row.id(2), try row.word(0),
                    before: Minutes(try row.int(4)))
            }
    }
}

/// A notice with what became of it.
struct NoticeRow: Sendable {
    let id: String
    let appointment: Appointment.ID
    let kind: NoticeKind
    /// By which way it went; `nil` before.
    let channel: ContactPreferencesBody.Channel?
    let version: Int
    let before: Minutes
    let dueAt: Instant
    let state: Notice.State
    let attempts: Int
    let endedAt: Instant?
    let why: String?
    /// When a provider said that it arrived.
    let arrivedAt: Instant?

    fileprivate init(_ row: SQLRow) throws {
        id = try row.text(0)
        kind = try row.word(1)
        channel = try row.optionalText(2).flatMap(ContactPreferencesBody.Channel.init)
        version = try row.int(3)
        before = Minutes(try row.int(4))
        dueAt = try row.instant(5)
        state = try row.word(6)
        attempts = try row.int(7)
        endedAt = try row.optionalInstant(8)
        why = try row.optionalText(9)
        appointment = try row.id(11)
        arrivedAt = try row.optionalInstant(10)
    }
}

extension Transaction {
    /// Plans a notice of a visit or an offer, or notes why it will not be sent; one that is known stays as it is.
    func plan(_ notice: Notice, suppressed why: Notice.Suppression? = nil) throws {
        switch notice.subject {
        case .visit(let appointment, let version, let patient, let kind, let offset):
            let state = why == nil ? Notice.State.waiting : .suppressed
            try run(
                """
                INSERT INTO notice (id, kind, appointment_id, version, patient_id, before_minutes, due_at, state,
                    attempts, taken_until, ended_at, why, visit_at)
                VALUES (\(notice.id), \(kind.rawValue), \(appointment), \(version), \(patient), \(offset.count),
                    \(notice.dueAt), \(state.rawValue), 0, 0, \(why == nil ? nil : now), \(why?.rawValue),
                    \(notice.visitAt))
                ON CONFLICT (id) DO NOTHING
                """)
        case .offer(let id, let patient):
            try run(
                """
                INSERT INTO notice (id, kind, offer_id, version, patient_id, before_minutes, due_at, state, attempts,
                    taken_until, visit_at)
                VALUES (\(notice.id), \(RowKind.offer), \(id), 0, \(patient), 0, \(notice.dueAt), 'waiting', 0, 0,
                    \(notice.visitAt))
                ON CONFLICT (id) DO NOTHING
                """)
        case .message(let handed): try take(handed)
        }
    }

    /// Takes a message that is handed over; the same id again is the same message.
    ///
    /// One that is not urgent waits where reminders do: a code waits for none of them.
    func take(_ handed: OutgoingMessage, isUrgent: Bool = true) throws {
        let kind = isUrgent ? RowKind.message : RowKind.calmMessage
        try run(
            """
            INSERT INTO notice (id, kind, version, before_minutes, document, due_at, state, attempts, taken_until)
            VALUES (\(handed.id), \(kind), 0, 0, \(SQLValue.document(handed, format: format)), \(now),
                'waiting', 0, 0)
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Notices that are due and that nobody sends, the oldest first; for a while nobody else does.
    ///
    /// - Returns: Those that can be read, and the ids of those that cannot: a newer program wrote them.
    func takeDue(
        in queue: NoticeQueue, limit: Int, for lease: Minutes
    ) throws -> (notices: [Notice], unreadable: [String]) {
        let query: SQL = """
            SELECT \(Notice.Subject.columns), id, due_at, attempts FROM notice WHERE state = 'waiting' AND due_at <= \(now) AND taken_until <= \(now) AND \(queue.condition)
            ORDER BY due_at, id LIMIT \(limit)
            """
        var notices: [Notice] = []
        var unreadable: [String] = []
        for row in try rows(query) {
            if let notice = try? Self.notice(row) {
                notices.append(notice)
            } else {
                unreadable.append(try row.text(Notice.Subject.width))
            }
        }
        try take(notices.map(\.id), until: now + lease)
        // They must not keep the others from being sent.
        try take(unreadable, until: now + 60)
        return (notices, unreadable)
    }

    private func take(_ ids: [String], until instant: Instant) throws {
        try run("UPDATE notice SET taken_until = \(instant) WHERE id IN \(in: ids) AND state = 'waiting'")
    }

    /// Gives back what was taken and not sent.
    func release(_ ids: [String]) throws { try take(ids, until: now) }

    private static func notice(_ row: SQLRow) throws -> Notice {
        let next = Notice.Subject.width
        return Notice(
            id: try row.text(next), subject: try Notice.Subject(row), dueAt: try row.instant(next + 1),
            attempts: try row.int(next + 2))
    }

    /// Ends a notice; what a message said is not kept here.
    func end(
        _ id: String, _ state: Notice.State, by channel: ContactPreferencesBody.Channel? = nil,
        why: String? = nil
    ) throws {
        try run(
            """
            UPDATE notice SET state = \(state.rawValue), why = \(why), ended_at = \(now), document = NULL,
                channel = \(channel?.rawValue), attempts = attempts + \(state == .suppressed ? 0 : 1)
            WHERE id = \(id) AND state = 'waiting'
            """)
    }

    /// Notes that what was sent arrived, also where nobody heard that it was taken.
    func noteArrival(of id: String) throws {
        try run(
            """
            UPDATE notice SET state = 'sent', ended_at = coalesce(ended_at, \(now)), arrived_at = \(now)
            WHERE id = \(id) AND state IN ('sent', 'waiting') AND arrived_at IS NULL
            """)
    }

    /// Notes that what was sent did not arrive; whoever was called meanwhile knows.
    func noteLoss(of id: String, why: String) throws {
        try run(
            """
            UPDATE notice SET state = 'failed', why = \(why), ended_at = \(now)
            WHERE id = \(id) AND state = 'sent' AND arrived_at IS NULL AND coalesce(why, '') <> 'called'
            """)
    }

    /// Lets a notice wait; `isAttempt` says whether it was tried.
    func postpone(_ id: String, until instant: Instant, why: String?, isAttempt: Bool) throws {
        try run(
            """
            UPDATE notice SET attempts = attempts + \(isAttempt ? 1 : 0), taken_until = \(instant), why = \(why),
                due_at = CASE WHEN \(isAttempt ? 1 : 0) = 1 THEN due_at ELSE \(instant) END
            WHERE id = \(id) AND state = 'waiting'
            """)
    }

    /// Forgets what ended before `instant`.
    func forgetNotices(endedBefore instant: Instant) throws {
        try run("DELETE FROM notice WHERE state <> 'waiting' AND ended_at < \(instant)")
    }

    func keep(_ name: String, _ value: String) throws {
        try run(
            """
            INSERT INTO setting (name, value) VALUES (\(name), \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
    }
}
