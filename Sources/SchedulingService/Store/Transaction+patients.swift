import Domain
import Foundation
import Storage

extension ReadTransaction {
    func patient(_ id: Patient.ID) throws -> Patient {
        let query: SQL = "SELECT id, name, email, phone, preferences FROM patient WHERE id = \(id)"
        guard let row = try first(query) else { throw BookingError.unknown(kind: "patient", id: id.rawValue) }
        return try Patient(row)
    }

    /// Grows with every change of the record.
    func patientVersion(_ id: Patient.ID) throws -> Int {
        guard let row = try first("SELECT version FROM patient WHERE id = \(id)") else {
            throw BookingError.unknown(kind: "patient", id: id.rawValue)
        }
        return try row.int(0)
    }

    /// Patients whose name, address or number contains `text`, by name.
    func patients(containing text: String, after id: Patient.ID?, limit: Int) throws -> [Patient] {
        let pattern = "%" + text.map { "\\%_".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "%"
        return try rows(
            """
            SELECT id, name, email, phone, preferences FROM patient
            WHERE (name LIKE \(pattern) ESCAPE '\\' OR email LIKE \(pattern) ESCAPE '\\' OR phone LIKE \(pattern) ESCAPE '\\')
                AND id > \(id?.rawValue ?? "")
            ORDER BY id LIMIT \(limit)
            """
        ).map { try Patient($0) }
    }

    func requirePatient(_ id: Patient.ID) throws {
        guard try first("SELECT 1 FROM patient WHERE id = \(id)") != nil else {
            throw BookingError.unknown(kind: "patient", id: id.rawValue)
        }
    }

    func patients() throws -> [Patient] {
        try rows("SELECT id, name, email, phone, preferences FROM patient ORDER BY id").map {
            try Patient($0)
        }
    }
}

extension Transaction {
    /// Replaces the record of a patient who is known.
    func update(_ patient: Patient) throws {
        let preferences = String(decoding: try JSONEncoder().encode(patient.preferences), as: UTF8.self)
        try run(
            """
            UPDATE patient SET name = \(patient.name), email = \(patient.email), phone = \(patient.phone),
                preferences = \(preferences), version = version + 1
            WHERE id = \(patient.id)
            """
        )
    }

    func insert(_ patient: Patient) throws {
        let preferences = String(decoding: try JSONEncoder().encode(patient.preferences), as: UTF8.self)
        try run(
            """
            INSERT INTO patient (id, name, email, phone, preferences)
            VALUES (\(patient.id), \(patient.name), \(patient.email), \(patient.phone), \(preferences))
            """
        )
    }
}

extension Patient {
    fileprivate init(_ row: SQLRow) throws {
        self.init(
            id: try row.id(0), name: try row.text(1), email: try row.optionalText(2),
            phone: try row.optionalText(3),
            preferences: try JSONDecoder().decode(Preferences.self, from: Data(row.text(4).utf8))
        )
    }
}
