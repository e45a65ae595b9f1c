import Domain
import Foundation
import ServiceContracts
import Storage

/// Keeps how a patient wants to hear from the clinic.
struct KeepContactPreferences {
    let scheduling: Scheduling

    /// The choices with their version; by e-mail, in English, until something was chosen.
    func read(_ id: Patient.ID) async throws -> (body: ContactPreferencesBody, version: Int) {
        try await scheduling.read { transaction, _ in try transaction.contactPreferences(id) }
    }

    /// Replaces the choices, if nobody changed them since they were read.
    func callAsFunction(
        _ id: Patient.ID, _ body: ContactPreferencesBody, by caller: Caller,
        check: @escaping @Sendable (Int) throws -> Void
    ) async throws -> Int {
        let document = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
        return try await scheduling.write { transaction, _ in
            try transaction.requirePatient(id)
            let version = try transaction.contactPreferences(id).version
            try check(version)
            try transaction.run(
                """
                INSERT INTO contact_preference (patient_id, version, document) VALUES (\(id), \(version + 1), \(document))
                ON CONFLICT (patient_id) DO UPDATE SET version = excluded.version, document = excluded.document
                """)
            try transaction.record(.patientChanged, id.rawValue, audience: ["patient/\(id)"], by: caller)
            return version + 1
        }
    }
}

extension ReadTransaction {
    fileprivate func contactPreferences(_ id: Patient.ID) throws -> (
        body: ContactPreferencesBody, version: Int
    ) {
        let query: SQL = "SELECT version, document FROM contact_preference WHERE patient_id = \(id)"
        guard let row = try first(query) else { return (.usual, 0) }
        let body = try JSONDecoder().decode(ContactPreferencesBody.self, from: Data(row.text(1).utf8))
        return (body, try row.int(0))
    }
}
