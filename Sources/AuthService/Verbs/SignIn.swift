import Domain
import Platform
import ServiceContracts
import Storage

/// Begins a session for somebody who knows the account's password, and its code if it has an authenticator.
struct SignIn {
    let auth: Auth

    /// A session with its first tokens.
    struct Begun {
        let body: SessionTokenBody
        let refresh: String
    }

    /// Failed attempts of one address for one account that cost nothing.
    private static let freeAttempts = 5
    private static let longestWait: Int64 = 900

    /// Begins a session.
    ///
    /// An address that keeps failing waits twice as long each time, a quarter of an hour at most, and only for that
    /// account: the owner at another address is never kept out.
    ///
    /// - Parameters:
    ///   - credentials: What was sent.
    ///   - address: Where it came from, or the known device it came from.
    ///   - device: What the browser calls itself.
    ///   - isKnownDevice: Whether somebody of this clinic signed in there before.
    /// - Returns: The session's first tokens.
    /// - Throws: ``AuthError``; only the failed attempt is noted then.
    func callAsFunction(
        _ credentials: Credentials, from address: String, device: String, isKnownDevice: Bool = false
    ) async throws -> Begun {
        let email = credentials.email.value
        let account = try await auth.database.read { transaction in
            try transaction.requirePatience(email, address)
            return try transaction.account(email: email)
        }
        let isRight = try await auth.hasher.matches(
            credentials.password.value, account?.password, isKnown: isKnownDevice)
        guard isRight, let account, account.isActive else {
            try await fail(email, address)
            throw AuthError.wrongCredentials
        }
        await auth.completeRegistrations(of: account.id)
        let (session, refresh) = (auth.ids.next(), Secrets.random())
        let outcome = try await auth.database.write { transaction -> Outcome in
            // The password may have changed and the account ended while the hash was computed.
            let present = try transaction.requireAccount(account.id)
            guard present.password == account.password, present.isActive else {
                return .refused(.wrongCredentials)
            }
            try transaction.requirePatience(email, Self.code)
            guard try transaction.accept(credentials.code?.value, for: present) else {
                guard credentials.code != nil else { return .refused(.codeRequired) }
                try transaction.noteFailure(email, address)
                try transaction.noteFailure(email, Self.code)
                return .refused(.wrongCredentials)
            }
            try transaction.forgetFailures(email, address)
            try transaction.forgetFailures(email, Self.code)
            try transaction.begin(session: session, of: account.id, device: device, refresh: refresh)
            try transaction.audit("signedIn", account.id, by: present.caller(dependants: []))
            return .begun(present, try transaction.dependants(of: account.id))
        }
        switch outcome {
        case .refused(let error): throw error
        case .begun(let account, let dependants):
            return Begun(
                body: try await auth.body(account, dependants: dependants, session: session),
                refresh: refresh)
        }
    }

    private enum Outcome {
        case begun(Account, [Patient.ID])
        case refused(AuthError)
    }

    /// Wrong codes are counted for the account, from wherever they come: whoever sends one knows the password.
    static let code = "authenticator"

    private func fail(_ email: String, _ address: String) async throws {
        try await auth.database.write { try $0.noteFailure(email, address) }
    }

    /// Seconds to wait after `failures` attempts.
    static func wait(after failures: Int) -> Int64 {
        failures < freeAttempts ? 0 : min(longestWait, 1 << min(20, Int64(failures - freeAttempts)))
    }
}

extension Transaction {
    /// Whether `code` is what the account's authenticator shows, each once; right away without an authenticator.
    func accept(_ code: String?, for account: Account) throws -> Bool {
        guard account.isTOTPConfirmed, let secret = account.totpSecret else { return true }
        let used = try self.requireAccount(account.id).totpStep
        if let code, try useRecoveryCode(code, of: account.id) { return true }
        guard let code,
            let step = OneTimeCode.step(of: code, secret: secret, at: now.secondsSince1970, after: used)
        else { return false }
        try noteStep(step, of: account.id)
        return true
    }
}

extension Auth {
    func body(_ account: Account, dependants: [Patient.ID], session: String) async throws -> SessionTokenBody
    {
        let (token, claims) = try await issuer.issue(account, dependants: dependants, session: session)
        return SessionTokenBody(
            accessToken: token, expiresAt: claims.expiresAt,
            account: AccountBody(
                id: account.id, role: account.role, patient: account.patient,
                practitioner: account.practitioner,
                dependants: dependants, isVerified: account.isVerified))
    }
}
