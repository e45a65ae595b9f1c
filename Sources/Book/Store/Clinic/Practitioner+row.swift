import Domain
import Storage

extension Practitioner: IdentifiedRow {
    static var table: String { "practitioner" }
    static var place: WritableKeyPath<Clinic, [ID: Self]> { \.practitioners }

    static func stored(_ transaction: some ReadTransaction) throws -> [Self] {
        try transaction.rows("SELECT id, name, location_id, skills, lengths FROM practitioner").map {
            Practitioner(
                id: try $0.id(0), name: try $0.text(1), location: try $0.id(2), skills: try $0.json(3),
                lengths: try $0.json(4))
        }
    }

    func put(_ version: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO practitioner (id, version, name, location_id, skills, lengths)
            VALUES (\(id), \(version), \(name), \(location), \(SQLValue.json(skills.sorted())), \(SQLValue.json(lengths)))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
                location_id = excluded.location_id, skills = excluded.skills, lengths = excluded.lengths
            """)
    }

    func remove(_ transaction: any Transaction) throws {
        try transaction.run("DELETE FROM practitioner WHERE id = \(id)")
    }
}
