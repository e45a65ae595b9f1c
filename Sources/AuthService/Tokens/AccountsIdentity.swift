public import Domain
public import ServiceContracts
public import Storage

/// What the accounts' store tells those who check tokens.
public struct AccountsIdentity: Identity {
    private let database: any Database

    /// Sessions that are remembered as ended.
    private static let mostEnded = 100_000

    /// Of the accounts of `database`, opened with ``AuthMigrations``.
    public init(database: any Database) { self.database = database }

    /// See ``ServiceContracts/Identity``.
    public func keys() async throws -> [PublicKey] {
        try await database.read { try $0.signingKeys() }.compactMap { row in
            SigningKey(row.secret).map { PublicKey(id: row.id, x: $0.x) }
        }
    }

    /// See ``ServiceContracts/Identity``.
    public func standing() async throws -> IdentityStanding {
        try await database.read { transaction in
            IdentityStanding(
                position: try transaction.lastEvent(),
                ended: try transaction.endedSessions(limit: Self.mostEnded).reversed(),
                generations: try transaction.generations())
        }
    }

    /// See ``ServiceContracts/Identity``.
    public func changes(after position: Int, limit: Int) async throws -> IdentityChanges {
        let events = try await database.read { try $0.events(after: position, limit: limit) }
        return IdentityChanges(
            events.compactMap { event in
                IdentityEvent(rawValue: event.name).map {
                    .init($0, subject: event.subject, version: event.version)
                }
            }, position: events.last?.id ?? position)
    }

    /// See ``ServiceContracts/Identity``.
    public func dependants(of account: String) async throws -> [Patient.ID] {
        try await database.read { try $0.dependants(of: account) }
    }

    /// See ``ServiceContracts/Identity``.
    public func reach(ofSessions ids: Set<String>) async throws -> [SessionReach] {
        try await database.read { transaction in
            try transaction.aliveSessions(of: ids).map { session, account in
                let own = try transaction.account(account)?.patient
                return SessionReach(
                    session, Set(try transaction.dependants(of: account) + [own].compactMap(\.self)))
            }
        }
    }

    /// See ``ServiceContracts/Identity``.
    public func addresses(of ids: Set<String>) async throws -> [String: String] {
        try await database.read { transaction in
            let accounts = try ids.compactMap { try transaction.account($0) }
            return Dictionary(
                accounts.filter { $0.isActive && $0.isVerified }.map { ($0.id, $0.email) }
            ) { first, _ in first }
        }
    }

    /// See ``ServiceContracts/Identity``.
    public func seededPasswords() async throws -> Int {
        try await database.read { try $0.countSeededPasswords() }
    }

    /// See ``ServiceContracts/Identity``.
    public func news() -> AsyncStream<Void> { database.changes() }
}
