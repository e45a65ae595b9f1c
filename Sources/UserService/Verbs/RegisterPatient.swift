import Domain
import ServiceContracts
import Storage

/// Makes a patient known.
struct RegisterPatient {
    private let users: Users

    init(_ users: Users) {
        self.users = users
    }

    /// Adds a patient, or does nothing if the id is known.
    ///
    /// - Throws: `StorageError`; nothing was written then.
    func callAsFunction(_ patient: Patient, by caller: Caller) async throws {
        try await users.write { transaction in
            guard try !transaction.hasPatient(patient.id) else { return }
            try transaction.insert(patient)
            try transaction.record(.patientRegistered, patient.id, by: caller)
        }
    }

    /// Adds somebody whom nobody knows yet.
    ///
    /// - Throws: ``UserError/likelyDouble(of:)`` with whoever it may be; nothing was written then.
    func requiringNew(_ patient: Patient, by caller: Caller) async throws {
        try await users.write { transaction in
            let known = try transaction.likelyDoubles(of: patient)
            guard known.isEmpty else { throw UserError.likelyDouble(of: known) }
            try transaction.insert(patient)
            try transaction.record(.patientRegistered, patient.id, by: caller)
        }
    }
}
