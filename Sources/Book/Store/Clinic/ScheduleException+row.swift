import Domain
import Storage

extension ScheduleException: ListedRow {
    static var table: String { "exception" }

    static var place: WritableKeyPath<Clinic, [Self]> { \.exceptions }

    static func stored(_ transaction: some ReadTransaction) throws -> [Self] {
        try transaction.rows(
            """
            SELECT practitioner_id, date, hours, effect FROM exception
            ORDER BY practitioner_id, date, hours, effect
            """
        ).map {
            ScheduleException(
                practitioner: try $0.id(0), date: try $0.date(1), hours: try $0.json(2),
                effect: try $0.word(3))
        }
    }

    func put(_ version: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO exception (practitioner_id, date, hours, effect, version)
            VALUES (\(practitioner), \(date), \(SQLValue.json(hours)), \(effect.rawValue), \(version))
            ON CONFLICT DO NOTHING
            """)
    }

    func remove(_ transaction: any Transaction) throws {
        try transaction.run(
            """
            DELETE FROM exception WHERE practitioner_id = \(practitioner) AND date = \(date)
                AND hours = \(SQLValue.json(hours)) AND effect = \(effect.rawValue)
            """)
    }
}
