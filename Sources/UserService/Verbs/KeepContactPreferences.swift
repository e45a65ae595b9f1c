import Domain
import ServiceContracts
import Storage

/// Keeps how a patient wants to hear from the clinic.
struct KeepContactPreferences {
    private let users: Users

    init(_ users: Users) {
        self.users = users
    }

    /// The choices with their version; by e-mail, in English, until something was chosen.
    ///
    /// - Throws: `StorageError`.
    func read(_ id: Patient.ID) async throws -> (body: ContactPreferencesBody, version: Int) {
        try await users.database.read { try $0.contactPreferences(id) }
    }

    /// Replaces the choices, if nobody changed them since they were read.
    ///
    /// - Returns: Their version then.
    /// - Throws: ``UserError/unknown(kind:id:)``, or what `check` throws; nothing was written then.
    func callAsFunction(
        _ id: Patient.ID, _ body: ContactPreferencesBody, by caller: Caller,
        check: @escaping @Sendable (Int) throws -> Void
    ) async throws -> Int {
        try await users.write { transaction in
            try transaction.require(.editPatients, of: id, for: caller)
            let version = try transaction.contactPreferences(id).version
            try check(version)
            try transaction.store(body, of: id, version: version + 1)
            try transaction.record(.patientChanged, id, version: version + 1, by: caller)
            return version + 1
        }
    }
}
