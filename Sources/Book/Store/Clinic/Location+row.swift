import Domain
import Storage

extension Location: ClinicRow {
    static var table: String { "location" }
    var key: ID { id }

    static func rows(of clinic: Clinic) -> [Self] { clinic.locations.values.sorted { $0.id < $1.id } }

    static func replace(by rows: [Self], in clinic: inout Clinic) {
        clinic.locations = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0) })
    }

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
