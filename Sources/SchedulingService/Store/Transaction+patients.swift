import Domain
import Foundation
import Storage

extension ReadTransaction {
    func patient(_ id: Patient.ID) throws -> Patient {
        let query: SQL = "SELECT id, name, email, phone, preferences FROM patient WHERE id = \(id)"
        guard let row = try first(query) else { throw BookingError.unknown(kind: "patient", id: id.rawValue) }
        return try Patient(row)
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
