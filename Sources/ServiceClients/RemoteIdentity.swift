public import Domain
public import ServiceContracts

/// The accounts, in another process, for whoever checks tokens.
public struct RemoteIdentity: Identity {
    private let line: ServiceLine

    /// Asks over `line`.
    public init(_ line: ServiceLine) { self.line = line }

    /// See ``ServiceContracts/Identity``.
    public func keys() async throws -> [PublicKey] { try await line.ask(IdentityCalls.keys, Nothing()) }

    /// See ``ServiceContracts/Identity``.
    public func standing() async throws -> IdentityStanding {
        try await line.ask(IdentityCalls.standing, Nothing())
    }

    /// See ``ServiceContracts/Identity``.
    public func changes(after position: Int, limit: Int) async throws -> IdentityChanges {
        try await line.ask(IdentityCalls.changes, FeedPage(after: position, limit: limit))
    }

    /// See ``ServiceContracts/Identity``.
    public func dependants(of account: String) async throws -> [Patient.ID] {
        try await line.ask(IdentityCalls.dependants, account)
    }

    /// See ``ServiceContracts/Identity``.
    public func reach(ofSessions ids: Set<String>) async throws -> [SessionReach] {
        try await line.ask(IdentityCalls.reach, ids)
    }

    /// See ``ServiceContracts/Identity``.
    public func addresses(of ids: Set<String>) async throws -> [String: String] {
        try await line.ask(IdentityCalls.addresses, ids)
    }

    /// See ``ServiceContracts/Identity``.
    public func seededPasswords() async throws -> Int {
        try await line.ask(IdentityCalls.seededPasswords, Nothing())
    }

    /// See ``ServiceContracts/Identity``.
    public func news() -> AsyncStream<Void> { line.news() }
}
