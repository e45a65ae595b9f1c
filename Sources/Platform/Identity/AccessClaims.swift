public import Domain

/// What a verified access token says.
public struct AccessClaims: Sendable, Hashable {
    /// The account's id.
    public let account: String
    /// The session it belongs to.
    public let session: String
    /// The account's generation when it was issued; one that is older than the account's is refused.
    public let generation: Int
    /// Who that is and what is theirs.
    public let caller: Caller
    /// When it was issued.
    public let issuedAt: Instant
    /// When it ends.
    public let expiresAt: Instant

    /// Claims.
    public init(
        account: String, session: String, generation: Int, caller: Caller, issuedAt: Instant,
        expiresAt: Instant
    ) {
        self.account = account
        self.session = session
        self.generation = generation
        self.caller = caller
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }
}

/// Says whom a bearer token belongs to.
public protocol TokenCheck: Sendable {
    /// The claims of a token that is genuine, current and not revoked; `nil` for any other.
    func claims(of token: String) async -> AccessClaims?
    /// Whether claims that were verified before are still current and not revoked.
    func isAlive(_ claims: AccessClaims) -> Bool
}
