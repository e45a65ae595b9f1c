import Domain
import Platform
import Storage

/// Issues access tokens.
struct TokenIssuer: Sendable {
    /// How long an access token lasts.
    static let lifetime = Minutes(10)

    let ring: KeyRing
    let time: any TimeSource

    func issue(
        _ account: Account, dependants: [Patient.ID], session: String
    ) async throws -> (String, AccessClaims) {
        let now = time.now
        let claims = AccessClaims(
            account: account.id, session: session, generation: account.generation,
            caller: account.caller(dependants: dependants), patient: account.patient, issuedAt: now,
            expiresAt: now + Self.lifetime)
        return (try await ring.sign(AccessTokenPayload(claims)), claims)
    }
}
