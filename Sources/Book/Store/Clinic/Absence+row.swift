import Domain
import Storage

extension Absence: ListedRow {
    static var table: String { "absence" }
    var key: ID { id }

    static var place: WritableKeyPath<Clinic, [Self]> { \.absences }

    static func stored(_ transaction: some ReadTransaction) throws -> [Self] {
        try transaction.rows(
            "SELECT id, practitioner_id, starts_at, ends_at, reason FROM absence ORDER BY starts_at, id"
        ).map {
            Absence(
                id: try $0.id(0), practitioner: try $0.id(1), range: try $0.range(2),
                reason: try $0.text(4))
        }
    }

    func put(_ version: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO absence (id, version, practitioner_id, starts_at, ends_at, reason)
            VALUES (\(id), \(version), \(practitioner), \(range.start), \(range.end), \(reason))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version,
                practitioner_id = excluded.practitioner_id, starts_at = excluded.starts_at,
                ends_at = excluded.ends_at, reason = excluded.reason
            """)
    }

    func remove(_ transaction: any Transaction) throws {
        try transaction.run("DELETE FROM absence WHERE id = \(id)")
    }
}
