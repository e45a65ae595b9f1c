import Domain
import ServiceContracts
import Storage

extension ReadTransaction {
    /// How a patient wishes to hear of things, with the version of that; the usual until they chose.
    func contactPreferences(_ id: Patient.ID) throws -> (body: ContactPreferencesBody, version: Int) {
        let query: SQL = "SELECT version, document FROM contact_preference WHERE patient_id = \(id)"
        guard let row = try first(query) else { return (.usual, 0) }
        return (try row.json(1), try row.int(0))
    }
}

extension ReadTransaction {
    /// What those of `ids` chose who did.
    func contactPreferences(_ ids: Set<Patient.ID>) throws -> [Patient.ID: ContactPreferencesBody] {
        let query: SQL =
            "SELECT patient_id, document FROM contact_preference WHERE patient_id IN \(in: ids.sorted())"
        return try Dictionary(rows(query).map { (try $0.id(0), try $0.json(1)) }) { first, _ in first }
    }
}

extension Transaction {
    func store(_ preferences: ContactPreferencesBody, of id: Patient.ID, version: Int) throws {
        try run(
            """
            INSERT INTO contact_preference (patient_id, version, document)
            VALUES (\(id), \(version), \(SQLValue.json(preferences)))
            ON CONFLICT (patient_id) DO UPDATE SET version = excluded.version, document = excluded.document
            """)
    }
}
