import Domain
import Platform
import ServiceContracts
import Storage

/// Shows that mail to an account's address reaches whoever has the account: until then nobody else may rely on it.
struct ConfirmAddress {
    let auth: Auth

    /// Mails another code to the caller's address.
    func request(_ claims: AccessClaims) async throws {
        let code = Secrets.random()
        let account = try await auth.database.write { transaction in
            let account = try transaction.requireAccount(claims.account)
            try transaction.insertAddressCode(code, account.id)
            return account
        }
        await send(code, to: account.email)
    }

    /// Confirms the address a code was mailed to.
    ///
    /// - Throws: `AuthError.linkExpired`.
    func callAsFunction(_ code: String) async throws {
        let account = try await auth.database.write { transaction in
            let query: SQL = """
                SELECT account_id FROM address_code
                WHERE hash = \(Secrets.digest(code)) AND expires_at > \(transaction.now)
                """
            guard let id = try transaction.first(query)?.text(0) else { throw AuthError.linkExpired }
            try transaction.verify(transaction.requireAccount(id))
            return id
        }
        auth.tokens.confirm(account: account)
    }

    func send(_ code: String, to address: String) async {
        await auth.deliver(
            OutgoingMessage(
                address: address, subject: "Confirm your address",
                text: "Confirm your address with this code within a day: \(code)"))
    }
}

extension Transaction {
    /// A code that confirms an account's address, instead of any before.
    func insertAddressCode(_ code: String, _ account: String) throws {
        try run("DELETE FROM address_code WHERE account_id = \(account) OR expires_at <= \(now)")
        try run(
            """
            INSERT INTO address_code (hash, account_id, expires_at)
            VALUES (\(Secrets.digest(code)), \(account), \(now + Minutes(1_440)))
            """)
    }

    /// Notes that mail to the account's address arrives.
    func verify(_ account: Account) throws {
        try run("DELETE FROM address_code WHERE account_id = \(account.id)")
        guard !account.isVerified else { return }
        try run("UPDATE account SET is_verified = 1, version = version + 1 WHERE id = \(account.id)")
        try audit("addressConfirmed", account.id, by: account.caller(dependants: []))
    }
}
