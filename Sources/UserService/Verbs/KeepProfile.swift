import Domain
import ServiceContracts
import Storage

/// Keeps how a practitioner is introduced to patients.
struct KeepProfile {
    private let users: Users
    private let appointments: any Appointments

    init(_ users: Users, appointments: any Appointments) {
        self.users = users
        self.appointments = appointments
    }

    /// The profile with its version; an empty one of version 0 until there is one.
    ///
    /// - Throws: ``UserError/unknown(kind:id:)``.
    func read(_ id: Practitioner.ID) async throws -> (profile: ProfileChange, version: Int) {
        try await require(id)
        return try await users.database.read { try $0.profile(of: id) }
    }

    /// Replaces the profile, if nobody changed it since it was read.
    ///
    /// - Returns: Its version then.
    /// - Throws: ``UserError/unknown(kind:id:)`` if there is no such practitioner or it is another's, or what `check` throws;
    ///   nothing was written then.
    func callAsFunction(
        _ id: Practitioner.ID, _ profile: ProfileChange, by caller: Caller,
        check: @escaping @Sendable (Int) throws -> Void
    ) async throws -> Int {
        guard Permission.editProfile.reach(of: caller.role) == .all || caller.practitioner == id else {
            throw UserError.unknown(kind: "practitioner", id: id.rawValue)
        }
        try await require(id)
        return try await users.write { transaction in
            let version = try transaction.profile(of: id).version
            try check(version)
            try transaction.store(profile, of: id, version: version + 1)
            try transaction.record(.profileChanged, id, version: version + 1, by: caller)
            return version + 1
        }
    }

    private func require(_ id: Practitioner.ID) async throws {
        guard try await appointments.knows(id) else {
            throw UserError.unknown(kind: "practitioner", id: id.rawValue)
        }
    }
}
