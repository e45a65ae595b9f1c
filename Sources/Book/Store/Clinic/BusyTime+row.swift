import Domain
import Storage

extension BusyTime: ListedRow {
    static var table: String { "busy_time" }

    static var place: WritableKeyPath<Clinic, [Self]> { \.busyTimes }

    static func stored(_ transaction: some ReadTransaction) throws -> [Self] {
        try transaction.rows(
            "SELECT practitioner_id, starts_at, ends_at FROM busy_time ORDER BY practitioner_id, starts_at, ends_at"
        ).map { BusyTime(practitioner: try $0.id(0), range: try $0.range(1)) }
    }

    func put(_ version: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO busy_time (practitioner_id, starts_at, ends_at, version)
            VALUES (\(practitioner), \(range.start), \(range.end), \(version))
            ON CONFLICT DO NOTHING
            """)
    }

    func remove(_ transaction: any Transaction) throws {
        try transaction.run(
            """
            DELETE FROM busy_time WHERE practitioner_id = \(practitioner) AND starts_at = \(range.start)
                AND ends_at = \(range.end)
            """)
    }
}
