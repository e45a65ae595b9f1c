package import Domain
package import ServiceContracts
package import Storage

/// Columns of what the book knows of a patient, in the order that ``PatientReference`` reads them.
private let columns: SQL = "id, name, contact, preferences"

package extension ReadTransaction {
    /// What the book knows of a patient.
    ///
    /// - Throws: `BookingError.unknown`; whoever runs the transaction then asks once whether there is a record.
    func patient(_ id: Patient.ID) throws -> PatientReference {
        guard let row = try first("SELECT \(columns) FROM patient WHERE id = \(id)") else {
            throw BookingError.unknown(kind: "patient", id: id.rawValue)
        }
        return try PatientReference(row)
    }

    /// Those of `ids` that the book knows.
    func patients(_ ids: Set<Patient.ID>) throws -> [Patient.ID: PatientReference] {
        let known = try rows("SELECT \(columns) FROM patient WHERE id IN \(in: ids.sorted())")
        return Dictionary(
            uniqueKeysWithValues: try known.map { try PatientReference($0) }.map { ($0.id, $0) })
    }

    /// Everybody whom the book knows, with the version of the record that it has heard of.
    func patientVersions() throws -> [Patient.ID: (version: Int, reference: PatientReference)] {
        Dictionary(
            uniqueKeysWithValues: try rows("SELECT \(columns), version FROM patient").map { row in
                let reference = try PatientReference(row)
                return (reference.id, (try row.int(4), reference))
            })
    }

    /// Everybody whom the book knows, by id.
    func patients() throws -> [PatientReference] {
        try rows("SELECT \(columns) FROM patient ORDER BY id").map { try PatientReference($0) }
    }

    func hasPatient(_ id: Patient.ID) throws -> Bool {
        try first("SELECT 1 FROM patient WHERE id = \(id)") != nil
    }

    func requirePatient(_ id: Patient.ID) throws {
        guard try hasPatient(id) else {
            throw BookingError.unknown(kind: "patient", id: id.rawValue)
        }
    }
}

package extension Transaction {
    /// Takes what a record says, unless a later version of it is known; with another address of theirs, links in messages of before end.
    ///
    /// - Returns: Whether that was news.
    @discardableResult
    func learn(_ record: PatientRecord) throws -> Bool {
        let (patient, version) = (PatientReference(record.patient), record.version)
        let addresses = [record.patient.email ?? "", record.patient.phone ?? ""].joined(separator: "\n")
        return try run(
            """
            INSERT INTO patient (id, version, name, contact, addresses, preferences)
            VALUES (\(patient.id), \(version), \(patient.name), \(patient.contact), \(addresses),
                \(SQLValue.json(patient.preferences)))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
                links_ended = patient.links_ended
                    + CASE WHEN patient.addresses = excluded.addresses THEN 0 ELSE 1 END,
                contact = excluded.contact, addresses = excluded.addresses, preferences = excluded.preferences
            WHERE patient.version < excluded.version
            """
        ) > 0
    }

    /// Forgets a patient for whom nothing was ever booked, with holds and waitlist entries; whether nothing is left of them.
    func forgetPatient(_ id: Patient.ID) throws -> Bool {
        guard try !hasAppointments(of: id) else { return false }
        try deleteWaitlist(of: id)
        try deleteHolds(of: id)
        try run("DELETE FROM patient WHERE id = \(id)")
        return true
    }
}

extension PatientReference {
    fileprivate init(_ row: SQLRow) throws {
        self.init(
            id: try row.id(0), name: try row.text(1), contact: try row.optionalText(2),
            preferences: try row.json(3))
    }
}
