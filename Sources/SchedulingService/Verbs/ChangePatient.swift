import Domain
import Foundation
import ServiceContracts
import Storage

/// Changes what is known of a patient, if nobody changed it since it was read.
struct ChangePatient {
    let scheduling: Scheduling

    /// A record with its version.
    typealias Versioned = (patient: Patient, version: Int)

    /// The record as it stands.
    func read(_ id: Patient.ID) async throws -> Versioned {
        try await scheduling.read { transaction, _ in
            (try transaction.patient(id), try transaction.patientVersion(id))
        }
    }

    /// Makes the record what `change` makes of it.
    ///
    /// - Parameters:
    ///   - id: Which patient.
    ///   - caller: Named in the audit trail.
    ///   - check: Called with the present version; throws if it is not the expected one.
    ///   - change: The record as it shall be.
    /// - Returns: The record as it is then.
    /// - Throws: `BookingError.unknown`, or what `check` and `change` throw; nothing was written then.
    func callAsFunction(
        _ id: Patient.ID, by caller: Caller, check: @escaping @Sendable (Int) throws -> Void,
        _ change: @escaping @Sendable (Patient, ClinicContext) throws -> Patient
    ) async throws -> Versioned {
        try await scheduling.write { transaction, context in
            try check(transaction.patientVersion(id))
            try transaction.update(change(transaction.patient(id), context))
            try transaction.record(.patientChanged, id.rawValue, audience: ["patient/\(id)"], by: caller)
            return (try transaction.patient(id), try transaction.patientVersion(id))
        }
    }
}

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
        guard let row = try first(query) else { return (.example, 0) }
        let body = try JSONDecoder().decode(ContactPreferencesBody.self, from: Data(row.text(1).utf8))
        return (body, try row.int(0))
    }
}
