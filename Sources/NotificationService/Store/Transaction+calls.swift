import Domain
import Reminders
import ServiceContracts
import Storage

/// What reached nobody.
struct UnreachedNotice: Sendable {
    let id: String
    let subject: Notice.Subject
    let patient: Patient.ID
    let why: String
    let since: Instant
}

/// A notice to a patient that was given up, or had no address.
private let condition: SQL = """
    patient_id IS NOT NULL
    AND (state = 'failed' OR (state = 'suppressed' AND why = \(Notice.Suppression.unreachable.rawValue)))
    """

extension ReadTransaction {
    /// What reached nobody of visits to come and of offers that are open, the next first.
    func unreached(limit: Int) throws -> [UnreachedNotice] {
        try unreached("WHERE \(condition) AND visit_at > \(now) ORDER BY visit_at, id LIMIT \(limit)")
    }

    /// What reached nobody, if it is that.
    func unreached(_ id: String) throws -> UnreachedNotice? {
        try unreached("WHERE id = \(id) AND \(condition)").first
    }

    private func unreached(_ which: SQL) throws -> [UnreachedNotice] {
        try rows("SELECT \(Notice.Subject.columns), id, why, ended_at FROM notice \(which)").map { row in
            let next = Notice.Subject.width
            return UnreachedNotice(
                id: try row.text(next), subject: try Notice.Subject(row), patient: try row.id(2),
                why: try row.optionalText(next + 1) ?? "", since: try row.instant(next + 2))
        }
    }
}

extension Transaction {
    /// Notes that a patient was told by telephone of what a notice told: of an appointment, all that failed of that version.
    func noteCall(of notice: UnreachedNotice) throws {
        var which: SQL = "id = \(notice.id)"
        if case .visit(let appointment, let version, _, _, _) = notice.subject {
            which = "appointment_id = \(appointment) AND version = \(version)"
        }
        try run(
            """
            UPDATE notice SET state = 'sent', why = 'called', ended_at = \(now) WHERE \(which) AND \(condition)
            """)
    }
}
