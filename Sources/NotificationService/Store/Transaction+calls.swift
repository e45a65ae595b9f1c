import Domain
import Reminders
import ServiceContracts
import Storage

/// What reached nobody.
struct UnreachedNotice: Sendable {
    let id: String
    let kind: NoticeKind
    let appointment: Appointment.ID
    let version: Int
    let patient: Patient.ID
    let why: String
    let since: Instant
}

/// A notice of a visit that was given up, or had no address.
private let condition: SQL = """
    appointment_id IS NOT NULL
    AND (state = 'failed' OR (state = 'suppressed' AND why = \(Notice.Suppression.unreachable.rawValue)))
    """

extension ReadTransaction {
    /// What reached nobody of visits to come, the next first.
    func unreached(limit: Int) throws -> [UnreachedNotice] {
        try unreached("WHERE \(condition) AND visit_at > \(now) ORDER BY visit_at, id LIMIT \(limit)")
    }

    /// What reached nobody, if it is that.
    func unreached(_ id: String) throws -> UnreachedNotice? {
        try unreached("WHERE id = \(id) AND \(condition)").first
    }

    private func unreached(_ which: SQL) throws -> [UnreachedNotice] {
        try rows(
            "SELECT id, kind, appointment_id, version, patient_id, why, ended_at FROM notice \(which)"
        ).map {
            UnreachedNotice(
                id: try $0.text(0), kind: try $0.word(1), appointment: try $0.id(2), version: try $0.int(3),
                patient: try $0.id(4), why: try $0.optionalText(5) ?? "", since: try $0.instant(6))
        }
    }
}

extension Transaction {
    /// Notes that a patient was told of an appointment by telephone.
    func noteCall(of appointment: Appointment.ID, version: Int) throws {
        try run(
            """
            UPDATE notice SET state = 'sent', why = 'called', ended_at = \(now)
            WHERE appointment_id = \(appointment) AND version = \(version) AND \(condition)
            """)
    }
}
