import Domain
import Platform
import ServiceContracts
import Storage
import Words

/// Sets a password: with a link that works once, or with the present one.
struct ResetPassword {
    let auth: Auth

    private static let hours = 1

    /// Mailed links that one account gets in an hour; whoever wants more reads one of those.
    private static let mostMails = 5

    /// Posts a link if the address has an account; nobody learns whether it has, neither by the answer nor by how long it
    /// takes: it is sent after the answer.
    func request(_ email: EmailAddress, in language: Language) async throws {
        let token = Secrets.random()
        try await auth.database.write { transaction in
            guard let account = try transaction.account(email: email.value), account.isActive,
                try transaction.mailedResets(of: account.id) < Self.mostMails
            else {
                try transaction.audit(
                    "passwordResetRefused", "account", by: Caller(name: "anyone", role: .patient))
                return
            }
            _ = try transaction.insertReset(token, account.id, Minutes(60 * Self.hours), isMailed: true)
            try transaction.audit("passwordResetRequested", account.id, by: account.caller(dependants: []))
            try transaction.post(
                Letter(.setPassword, ["code": .name(token)]), to: email.value, in: language)
        }
    }

    /// A link that an administrator hands to somebody.
    func link(for id: String, by caller: Caller) async throws -> PasswordLinkBody {
        let token = Secrets.random()
        let expiry = try await auth.database.write { transaction in
            let account = try transaction.requireAccount(id)
            try transaction.audit("passwordLinkMade", account.id, by: caller)
            return try transaction.insertReset(token, account.id, 1_440, isMailed: false)
        }
        return PasswordLinkBody(token: token, expiresAt: expiry)
    }

    /// Sets the password a link is for; every session of the account ends.
    ///
    /// - Throws: `AuthError.linkExpired` or `.commonPassword`.
    func callAsFunction(_ token: String, _ password: NewPassword) async throws {
        guard !CommonPasswords.contain(password.value) else { throw AuthError.commonPassword }
        let isKnown = try await auth.database.read { try $0.resetAccount(token) != nil }
        guard isKnown else { throw AuthError.linkExpired }
        let hash = try await auth.hasher.hash(password.value)
        try await auth.database.write { transaction in
            guard let account = try transaction.resetAccount(token) else { throw AuthError.linkExpired }
            if try transaction.isMailed(token) {
                // Whoever set an authenticator up on an address that was not theirs keeps nobody out with it.
                if !account.isVerified { try transaction.removeAuthenticator(of: account.id) }
                try transaction.verify(account)
            }
            // Whoever set a password wants no other code to set another.
            try transaction.useResets(of: account.id)
            try transaction.audit("passwordReset", account.id, by: account.caller(dependants: []))
            try transaction.setPassword(hash, of: account)
            try transaction.endLinks(of: account)
        }
        try await auth.tellOthers()
    }

    /// Changes the caller's own password; every other session ends.
    ///
    /// - Throws: `AuthError.wrongCredentials` or `.commonPassword`.
    func change(_ change: OwnPasswordChange, _ claims: AccessClaims) async throws {
        guard !CommonPasswords.contain(change.password.value) else { throw AuthError.commonPassword }
        let account = try await auth.requireOwner(claims, change.current)
        let hash = try await auth.hasher.hash(change.password.value)
        try await auth.database.write { transaction in
            // Two changes at the same time: only the one whose password still counted is made.
            guard try transaction.requireAccount(account.id).password == account.password else {
                throw AuthError.wrongCredentials
            }
            try transaction.audit("passwordChanged", account.id, by: claims.caller)
            try transaction.setPassword(hash, of: account, keeping: claims.session)
            try transaction.endLinks(of: account)
        }
        try await auth.tellOthers()
    }
}

extension Transaction {
    /// What must end with a password beside sessions: links that were made with it, or to the owner's appointments.
    fileprivate func endLinks(of account: Account) throws {
        try endLinks(madeBy: account.id, to: nil)
        if let patient = account.patient { try endLinks(madeBy: nil, to: patient) }
    }
}
