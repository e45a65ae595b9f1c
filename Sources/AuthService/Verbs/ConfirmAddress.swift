import Domain
import Platform
import ServiceContracts
import Storage
import Words

/// Shows that mail to an account's address reaches whoever has the account: until then nobody else may rely on it.
struct ConfirmAddress {
    let auth: Auth

    /// Mails another code to the caller's address.
    func request(_ claims: AccessClaims, in language: Language) async throws {
        let code = Secrets.random()
        let account = try await auth.database.write { transaction in
            let account = try transaction.requireAccount(claims.account)
            try transaction.insertAddressCode(code, account.id)
            return account
        }
        await send(code, to: account.email, in: language)
    }

    /// Confirms the address a code was mailed to.
    ///
    /// - Throws: `AuthError.linkExpired`.
    func callAsFunction(_ code: String) async throws {
        let account = try await auth.database.write { transaction in
            guard let id = try transaction.account(confirmedBy: code) else { throw AuthError.linkExpired }
            try transaction.verify(transaction.requireAccount(id))
            return id
        }
        auth.tokens.confirm(account: account)
    }

    func send(_ code: String, to address: String, in language: Language) async {
        await auth.deliver(Letter(.confirmAddress, ["code": .name(code)]), to: address, in: language)
    }
}
