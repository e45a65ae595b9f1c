import Domain
import Foundation
public import JWTKit

/// The claims of an access token, as they are signed.
public struct AccessTokenPayload: JWTPayload {
    static let issuer = "slotwise"
    static let audience = "slotwise-api"

    let iss: String
    let aud: String
    let sub: String
    let sid: String
    let gen: Int
    let iat: Int64
    let nbf: Int64
    let exp: Int64
    let role: Role
    let patient: Patient.ID?
    /// Whether the account's address is confirmed.
    let conf: Bool
    let practitioner: Practitioner.ID?

    /// What is signed for `claims`.
    public init(_ claims: AccessClaims) {
        iss = Self.issuer
        aud = Self.audience
        sub = claims.account
        sid = claims.session
        gen = claims.generation
        iat = claims.issuedAt.secondsSince1970
        nbf = iat
        exp = claims.expiresAt.secondsSince1970
        role = claims.caller.role
        patient = claims.patient
        conf = claims.caller.isConfirmed
        practitioner = claims.caller.practitioner
    }

    /// Who it was made by and for; times are checked against the service's own clock.
    ///
    /// - Throws: `JWTError` for one that was made by or for others.
    public func verify(using algorithm: some JWTAlgorithm) throws {
        guard iss == Self.issuer, aud == Self.audience, !sub.isEmpty, !sid.isEmpty, iat <= nbf, nbf < exp
        else {
            throw JWTError.claimVerificationFailure(failedClaim: nil, reason: "not one of ours")
        }
    }

    var claims: AccessClaims {
        AccessClaims(
            account: sub, session: sid, generation: gen,
            caller: Caller(
                name: sub, role: role, patients: Set([patient].compactMap { $0 }),
                practitioner: practitioner, isConfirmed: conf),
            patient: patient, issuedAt: Instant(secondsSince1970: iat),
            expiresAt: Instant(secondsSince1970: exp))
    }
}
