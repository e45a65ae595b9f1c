import Domain
import Storage

extension Location: IdentifiedRow {
    static var table: String { "location" }
    static var place: WritableKeyPath<Clinic, [ID: Self]> { \.locations }

    static func stored(_ transaction: some ReadTransaction) throws -> [Self] {
        try transaction.rows("SELECT id, name, zone FROM location").map {
            Location(id: try $0.id(0), name: try $0.text(1), zone: try $0.text(2))
        }
    }

    func put(_ version: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO location (id, version, name, zone) VALUES (\(id), \(version), \(name), \(zone))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, zone = excluded.zone
            """)
    }

    func remove(_ transaction: any Transaction) throws {
        try transaction.run("DELETE FROM location WHERE id = \(id)")
    }
}
