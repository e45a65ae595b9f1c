import Domain
import Storage

/// `valid_until` is empty for hours without an end.
extension WeeklyTemplate: ListedRow {
    static var table: String { "hours" }

    static var place: WritableKeyPath<Clinic, [Self]> { \.templates }

    static func stored(_ transaction: some ReadTransaction) throws -> [Self] {
        try transaction.rows(
            """
            SELECT practitioner_id, weekday, hours, breaks, valid_from, valid_until FROM hours
            ORDER BY practitioner_id, valid_from, hours, valid_until, breaks
            """
        ).map {
            WeeklyTemplate(
                practitioner: try $0.id(0), weekday: try $0.word(1), hours: try $0.json(2),
                breaks: try $0.json(3), validFrom: try $0.date(4),
                validUntil: try $0.text(5).isEmpty ? nil : $0.date(5))
        }.sorted { ($0.practitioner, $0.weekday) < ($1.practitioner, $1.weekday) }
    }

    func put(_ version: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO hours (practitioner_id, weekday, hours, breaks, valid_from, valid_until, version)
            VALUES (\(practitioner), \(weekday.rawValue), \(SQLValue.json(hours)), \(SQLValue.json(breaks)), \(validFrom),
                \(validUntil?.description ?? ""), \(version))
            ON CONFLICT DO NOTHING
            """)
    }

    func remove(_ transaction: any Transaction) throws {
        try transaction.run(
            """
            DELETE FROM hours WHERE practitioner_id = \(practitioner) AND weekday = \(weekday.rawValue)
                AND hours = \(SQLValue.json(hours)) AND breaks = \(SQLValue.json(breaks)) AND valid_from = \(validFrom)
                AND valid_until = \(validUntil?.description ?? "")
            """)
    }
}
