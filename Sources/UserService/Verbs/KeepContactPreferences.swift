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

    /// Takes a way out of those that a patient allows, as whoever reads their messages asked; again changes nothing.
    ///
    /// - Throws: `StorageError`.
    func stop(_ channel: ContactPreferencesBody.Channel, of id: Patient.ID) async throws {
        let reader = Caller(name: "link", role: .patient, patients: [id])
        try await change(id, by: reader) { channels in channels.filter { $0 != channel } }
    }

    /// Lets a way be tried before the others; again changes nothing.
    ///
    /// - Throws: `StorageError`.
    func prefer(
        _ channel: ContactPreferencesBody.Channel, of id: Patient.ID, by caller: Caller
    ) async throws {
        try await change(id, by: caller) { channels in [channel] + channels.filter { $0 != channel } }
    }

    private func change(
        _ id: Patient.ID, by caller: Caller,
        _ channels:
            @escaping @Sendable (
                [ContactPreferencesBody.Channel]
            ) -> [ContactPreferencesBody.Channel]
    ) async throws {
        try await users.write { transaction in
            guard try !transaction.patients([id]).isEmpty else { return }
            let (choices, version) = try transaction.contactPreferences(id)
            let changed = channels(choices.channels)
            guard changed != choices.channels else { return }
            let body = ContactPreferencesBody(
                channels: changed, quietHours: choices.quietHours, language: choices.language)
            try transaction.store(body, of: id, version: version + 1)
            try transaction.record(.patientChanged, id, version: version + 1, by: caller)
        }
    }
}
