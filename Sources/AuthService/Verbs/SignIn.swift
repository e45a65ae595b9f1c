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
    /// - Throws: ``AuthError``; only the failed attempt is noted then.
    func callAsFunction(_ credentials: Credentials, from address: String, device: String) async throws
        -> Begun
    {
        let email = credentials.email.value
        let account = try await auth.database.read { transaction in
            try transaction.requirePatience(email, address)
            return try transaction.account(email: email)
        }
        let isRight = try await auth.hasher.matches(credentials.password.value, account?.password)
        guard isRight, let account, account.isActive else {
            try await fail(email, address)
            throw AuthError.wrongCredentials
        }
        try await auth.completeRegistrations(of: account.id)
        let (session, refresh) = (auth.ids.next(), Secrets.random())
        let result = try await auth.database.write { transaction -> (AuthError?, [Patient.ID]) in
            guard try transaction.accept(credentials.code?.value, for: account) else {
                let error: AuthError = credentials.code == nil ? .codeRequired : .wrongCredentials
                if credentials.code != nil { try transaction.noteFailure(email, address) }
                return (error, [])
            }
            try transaction.run("DELETE FROM attempt WHERE email = \(email) AND address = \(address)")
            try transaction.begin(session: session, of: account.id, device: device, refresh: refresh)
            let dependants = try transaction.dependants(of: account.id)
            try transaction.audit("signedIn", account.id, by: account.caller(dependants: []))
            return (nil, dependants)
        }
        if let error = result.0 { throw error }
        return Begun(
            body: try await auth.body(account, dependants: result.1, session: session), refresh: refresh)
    }

    private func fail(_ email: String, _ address: String) async throws {
        try await auth.database.write { try $0.noteFailure(email, address) }
    }

    /// Seconds to wait after `failures` attempts.
    static func wait(after failures: Int) -> Int64 {
        failures < freeAttempts ? 0 : min(longestWait, 1 << min(20, Int64(failures - freeAttempts)))
    }
}

extension ReadTransaction {
    fileprivate func requirePatience(_ email: String, _ address: String) throws {
        let query: SQL = "SELECT until FROM attempt WHERE email = \(email) AND address = \(address)"
        guard let until = try first(query)?.instant(0), until > now else { return }
        throw AuthError.tooManyAttempts(seconds: Int(until.seconds(since: now)))
    }
}

extension Transaction {
    fileprivate func noteFailure(_ email: String, _ address: String) throws {
        let query: SQL = "SELECT failures FROM attempt WHERE email = \(email) AND address = \(address)"
        let failures = (try first(query)?.int(0) ?? 0) + 1
        let until = Instant(secondsSince1970: now.secondsSince1970 + SignIn.wait(after: failures))
        try run(
            """
            INSERT INTO attempt (email, address, failures, until) VALUES (\(email), \(address), \(failures), \(until))
            ON CONFLICT (email, address) DO UPDATE SET failures = excluded.failures, until = excluded.until
            """)
    }

    /// Whether `code` is what the account's authenticator shows, each once; right away without an authenticator.
    fileprivate func accept(_ code: String?, for account: Account) throws -> Bool {
        guard account.isTOTPConfirmed, let secret = account.totpSecret else { return true }
        let used = try self.requireAccount(account.id).totpStep
        guard let code,
            let step = OneTimeCode.step(of: code, secret: secret, at: now.secondsSince1970, after: used)
        else { return false }
        try run("UPDATE account SET totp_step = \(step) WHERE id = \(account.id)")
        return true
    }
}

extension Auth {
    func body(_ account: Account, dependants: [Patient.ID], session: String) async throws -> SessionTokenBody
    {
        let (token, claims) = try await tokens.issue(account, dependants: dependants, session: session)
        return SessionTokenBody(
            accessToken: token, expiresAt: claims.expiresAt,
            account: AccountBody(
                id: account.id, role: account.role, patient: account.patient,
                practitioner: account.practitioner,
                dependants: dependants, isVerified: account.isVerified))
    }
}
