package import Book
package import Domain
package import ServiceContracts
import Storage

/// Keeps how a patient wants to hear from the clinic.
package struct KeepContactPreferences {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// The choices with their version; by e-mail, in English, until something was chosen.
    package func read(_ id: Patient.ID) async throws -> (body: ContactPreferencesBody, version: Int) {
        try await scheduling.read { transaction, _ in try transaction.contactPreferences(id) }
    }

    /// Replaces the choices, if nobody changed them since they were read.
    package func callAsFunction(
        _ id: Patient.ID, _ body: ContactPreferencesBody, by caller: Caller,
        check: @escaping @Sendable (Int) throws -> Void
    ) async throws -> Int {
        try await scheduling.write { transaction, _ in
            try transaction.require(.editPatients, patient: id, for: caller)
            let version = try transaction.contactPreferences(id).version
            try check(version)
            try transaction.store(body, of: id, version: version + 1)
            try transaction.record(.patientChanged, id.rawValue, audience: ["patient/\(id)"], by: caller)
            return version + 1
        }
    }
}
