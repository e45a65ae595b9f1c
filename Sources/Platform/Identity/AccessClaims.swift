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
    /// The account's own patient record; those it acts for are in `caller` too.
    public let patient: Patient.ID?
    /// When it was issued.
    public let issuedAt: Instant
    /// When it ends.
    public let expiresAt: Instant

    /// Claims.
    public init(
        account: String, session: String, generation: Int, caller: Caller, patient: Patient.ID?,
        issuedAt: Instant, expiresAt: Instant
    ) {
        self.account = account
        self.session = session
        self.generation = generation
        self.caller = caller
        self.patient = patient
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }
}

/// Says whom a bearer token belongs to.
public protocol TokenCheck: Sendable {
    /// The claims of a token that is genuine, current and not revoked; `nil` for any other.
    ///
    /// - Throws: What the service's storage throws.
    func claims(of token: String) async throws -> AccessClaims?
    /// Whether claims that were verified before are still current and not revoked.
    func isAlive(_ claims: AccessClaims) -> Bool
    /// Calls `body` after every revocation; it must return at once.
    func onRevocation(_ body: @escaping @Sendable () -> Void)
}
