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
        try await auth.database.write { transaction in
            let account = try transaction.requireAccount(claims.account)
            try transaction.post(code, to: account, in: language)
        }
    }

    /// Confirms the address a code was mailed to.
    ///
    /// - Throws: `AuthError.linkExpired`.
    func callAsFunction(_ code: String) async throws {
        try await auth.database.write { transaction in
            guard let id = try transaction.account(confirmedBy: code) else { throw AuthError.linkExpired }
            try transaction.verify(transaction.requireAccount(id))
        }
        try await auth.hear()
    }
}

extension Transaction {
    /// Posts a code that confirms the account's address.
    func post(_ code: String, to account: Account, in language: Language) throws {
        try insertAddressCode(code, account.id)
        try post(Letter(.confirmAddress, ["code": .name(code)]), to: account.email, in: language)
    }
}
