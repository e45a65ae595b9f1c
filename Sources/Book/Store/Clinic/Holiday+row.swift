import Domain
import Storage

/// `location_id` is empty for a day on which every site is closed.
extension Holiday: ListedRow {
    static var table: String { "holiday" }

    static var place: WritableKeyPath<Clinic, [Self]> { \.holidays }

    static func stored(_ transaction: some ReadTransaction) throws -> [Self] {
        try transaction.rows("SELECT date, location_id, name FROM holiday ORDER BY date, location_id, name")
            .map {
                Holiday(
                    date: try $0.date(0), location: try $0.text(1).isEmpty ? nil : $0.id(1),
                    name: try $0.text(2))
            }
    }

    func put(_ version: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO holiday (date, location_id, name, version)
            VALUES (\(date), \(location?.rawValue ?? ""), \(name), \(version))
            ON CONFLICT DO NOTHING
            """)
    }

    func remove(_ transaction: any Transaction) throws {
        try transaction.run(
            """
            DELETE FROM holiday WHERE date = \(date) AND location_id = \(location?.rawValue ?? "")
                AND name = \(name)
            """)
    }
}
