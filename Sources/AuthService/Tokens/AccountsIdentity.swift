import Domain
import ServiceContracts
import Storage

/// What the accounts' store tells those who check tokens.
struct AccountsIdentity: Identity {
    let database: any Database

    /// Sessions that are remembered as ended.
    private static let mostEnded = 100_000

    func keys() async throws -> [PublicKey] {
        try await database.read { try $0.signingKeys() }.compactMap { row in
            SigningKey(row.secret).map { PublicKey(id: row.id, x: $0.x) }
        }
    }

    func standing() async throws -> IdentityStanding {
        try await database.read { transaction in
            IdentityStanding(
                position: try transaction.lastEvent(),
                ended: try transaction.endedSessions(limit: Self.mostEnded).reversed(),
                generations: try transaction.generations())
        }
    }

    func changes(after position: Int, limit: Int) async throws -> IdentityChanges {
        let events = try await database.read { try $0.events(after: position, limit: limit) }
        return IdentityChanges(
            events.compactMap { event in
                IdentityEvent(rawValue: event.name).map {
                    .init($0, subject: event.subject, version: event.version)
                }
            }, position: events.last?.id ?? position)
    }

    func dependants(of account: String) async throws -> [Patient.ID] {
        try await database.read { try $0.dependants(of: account) }
    }

    func seededPasswords() async throws -> Int {
        try await database.read { try $0.countSeededPasswords() }
    }

    func news() -> AsyncStream<Void> { database.changes() }
}
