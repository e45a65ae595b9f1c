public import Domain
public import ServiceContracts
import Storage

extension Users: Contacts {
    /// See ``ServiceContracts/Contacts``.
    public func contacts(_ ids: Set<Patient.ID>) async throws -> [Contact] {
        try await database.read { transaction in
            try transaction.patients(ids).map { record in
                Contact(record.patient, try transaction.contactPreferences(record.patient.id).body)
            }
        }
    }
}
