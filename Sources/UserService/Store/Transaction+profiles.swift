import Domain
import ServiceContracts
import Storage

/// Of a stored profile.
private let format = 1

extension ReadTransaction {
    /// A practitioner's profile with its version; an empty one of version 0 until there is one.
    func profile(of id: Practitioner.ID) throws -> (profile: ProfileChange, version: Int) {
        let query: SQL = "SELECT version, document FROM practitioner_profile WHERE practitioner_id = \(id)"
        guard let row = try first(query) else { return (.empty, 0) }
        return (try row.document(1, format: format), try row.int(0))
    }

    /// All profiles, by practitioner.
    func profiles() throws -> [ProfileBody] {
        try rows("SELECT practitioner_id, document FROM practitioner_profile ORDER BY practitioner_id").map {
            ProfileBody(try $0.id(0), try $0.document(1, format: format))
        }
    }
}

extension Transaction {
    func store(_ profile: ProfileChange, of id: Practitioner.ID, version: Int) throws {
        try run(
            """
            INSERT INTO practitioner_profile (practitioner_id, version, document)
            VALUES (\(id), \(version), \(SQLValue.document(profile, format: format)))
            ON CONFLICT (practitioner_id) DO UPDATE SET version = excluded.version, document = excluded.document
            """)
    }
}
