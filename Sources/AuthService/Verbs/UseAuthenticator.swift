import Domain
import Platform
import ServiceContracts
import Storage

/// Adds an authenticator app to the caller's account, and takes it away.
struct UseAuthenticator {
    let auth: Auth

    /// A new key; it counts once a code of it was confirmed.
    func enrol(_ claims: AccessClaims) async throws -> AuthenticatorBody {
        let secret = OneTimeCode.newSecret()
        let email = try await auth.database.write { transaction in
            let account = try transaction.requireAccount(claims.account)
            guard !account.isTOTPConfirmed else { throw AuthError.wrongCredentials }
            try transaction.run("UPDATE account SET totp_secret = \(secret) WHERE id = \(account.id)")
            return account.email
        }
        return AuthenticatorBody(
            secret: secret, uri: "otpauth://totp/Slotwise:\(email)?secret=\(secret)&issuer=Slotwise")
    }

    /// From now on signing in takes a code.
    func confirm(_ code: AuthenticatorCode, _ claims: AccessClaims) async throws {
        try await step(code, claims, confirmed: true, "authenticatorAdded")
    }

    /// Signing in takes no code any more.
    func remove(_ code: AuthenticatorCode, _ claims: AccessClaims) async throws {
        try await step(code, claims, confirmed: false, "authenticatorRemoved")
    }

    private func step(
        _ code: AuthenticatorCode, _ claims: AccessClaims, confirmed: Bool, _ action: String
    ) async throws {
        try await auth.database.write { transaction in
            let account = try transaction.requireAccount(claims.account)
            guard let secret = account.totpSecret, account.isTOTPConfirmed != confirmed,
                let step = OneTimeCode.step(
                    of: code.code.value, secret: secret, at: transaction.now.secondsSince1970,
                    after: account.totpStep)
            else { throw AuthError.wrongCredentials }
            try transaction.run(
                """
                UPDATE account SET totp_is_confirmed = \(confirmed), totp_step = \(step),
                    totp_secret = \(confirmed ? secret : nil), version = version + 1
                WHERE id = \(account.id)
                """)
            try transaction.audit(action, account.id, by: claims.caller)
        }
    }
}
