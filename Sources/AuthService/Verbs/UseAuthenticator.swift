import Domain
import Platform
import ServiceContracts
import Storage

/// Adds an authenticator app to the caller's account, and takes it away.
///
/// *Rule.* Adding one takes the password and a confirmed address, and hands out recovery codes. *Why.* A second factor with
/// no way back locks its owner out, and one on an address nobody confirmed locks out whoever has the address.
struct UseAuthenticator {
    let auth: Auth

    /// A new key with its recovery codes; both count once a code of it was confirmed.
    ///
    /// - Throws: `AuthError.addressNotConfirmed`, `.wrongCredentials`, `.tooManyAttempts`.
    func enrol(_ enrolment: AuthenticatorEnrolment, _ claims: AccessClaims) async throws -> AuthenticatorBody
    {
        let account = try await auth.requireOwner(claims, enrolment.password)
        guard account.isVerified else { throw AuthError.addressNotConfirmed }
        let (secret, codes) = (OneTimeCode.newSecret(), RecoveryCodes.make())
        try await auth.database.write { transaction in
            let present = try transaction.requireAccount(account.id)
            guard !present.isTOTPConfirmed, present.password == account.password else {
                throw AuthError.wrongCredentials
            }
            try transaction.setAuthenticator(secret, recovery: codes, of: account.id)
        }
        return AuthenticatorBody(
            secret: secret, uri: "otpauth://totp/Slotwise:\(account.email)?secret=\(secret)&issuer=Slotwise",
            recoveryCodes: codes)
    }

    /// From now on signing in takes a code.
    func confirm(_ code: AuthenticatorCode, _ claims: AccessClaims) async throws {
        try await guarded(claims) { transaction in
            let account = try transaction.requireAccount(claims.account)
            guard let secret = account.totpSecret, !account.isTOTPConfirmed,
                let step = OneTimeCode.step(
                    of: code.code.value, secret: secret, at: transaction.now.secondsSince1970,
                    after: account.totpStep)
            else { return false }
            try transaction.confirmAuthenticator(of: account.id, step: step)
            try transaction.audit("authenticatorAdded", account.id, by: claims.caller)
            return true
        }
    }

    /// Signing in takes no code any more.
    func remove(_ code: AuthenticatorCode, _ claims: AccessClaims) async throws {
        try await guarded(claims) { transaction in
            let account = try transaction.requireAccount(claims.account)
            guard account.isTOTPConfirmed, try transaction.accept(code.code.value, for: account) else {
                return false
            }
            try transaction.removeAuthenticator(of: account.id)
            try transaction.audit("authenticatorRemoved", account.id, by: claims.caller)
            return true
        }
    }

    /// Takes the authenticator of somebody who has lost it and the recovery codes away; every session ends.
    ///
    /// - Throws: `AuthError.unknown` without such an account or authenticator.
    func remove(of id: String, by caller: Caller) async throws {
        try await auth.database.write { transaction in
            let account = try transaction.requireAccount(id)
            guard account.isTOTPConfirmed else { throw AuthError.unknown }
            try transaction.removeAuthenticator(of: id)
            try transaction.audit("authenticatorRemoved", id, by: caller)
            try transaction.endSessions(of: id)
        }
        try await auth.hear()
    }

    /// Counts wrong codes for the account, wherever they come from.
    private func guarded(
        _ claims: AccessClaims, _ body: @escaping @Sendable (any Transaction) throws -> Bool
    ) async throws {
        let isRight = try await auth.database.write { transaction in
            let account = try transaction.requireAccount(claims.account)
            try transaction.requirePatience(account.email, SignIn.code)
            if try body(transaction) { return true }
            try transaction.noteFailure(account.email, SignIn.code)
            return false
        }
        guard isRight else { throw AuthError.wrongCredentials }
    }
}

extension Auth {
    /// The caller's account, if `password` is its password.
    ///
    /// Wrong ones are counted for the account: whoever sends them has its session.
    ///
    /// - Throws: `AuthError.wrongCredentials` or `.tooManyAttempts`.
    func requireOwner(_ claims: AccessClaims, _ password: Secret) async throws -> Account {
        let account = try await database.read { transaction in
            let account = try transaction.requireAccount(claims.account)
            try transaction.requirePatience(account.email, Self.ownPassword)
            return account
        }
        guard try await hasher.matches(password.value, account.password, isKnown: true) else {
            try await database.write { try $0.noteFailure(account.email, Self.ownPassword) }
            throw AuthError.wrongCredentials
        }
        try await database.write { try $0.forgetFailures(account.email, Self.ownPassword) }
        return account
    }

    private static var ownPassword: String { "own password" }
}
