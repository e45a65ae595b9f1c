import Domain
import Storage

/// The engine's triggers read the capacity here.
extension ResourcePool: IdentifiedRow {
    static var table: String { "pool" }
    static var place: WritableKeyPath<Clinic, [ID: Self]> { \.pools }

    static func stored(_ transaction: some ReadTransaction) throws -> [Self] {
        try transaction.rows("SELECT id, location_id, kind, purpose, members FROM pool").map {
            ResourcePool(
                id: try $0.id(0), location: try $0.id(1), kind: try $0.word(2), purpose: try $0.text(3),
                members: try $0.json(4))
        }
    }

    func put(_ version: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO pool (id, version, location_id, kind, purpose, members, capacity)
            VALUES (\(id), \(version), \(location), \(kind.rawValue), \(purpose), \(SQLValue.json(members)), \(capacity))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, location_id = excluded.location_id,
                kind = excluded.kind, purpose = excluded.purpose, members = excluded.members,
                capacity = excluded.capacity
            """)
    }

    func remove(_ transaction: any Transaction) throws {
        try transaction.run("DELETE FROM pool WHERE id = \(id)")
    }
}
