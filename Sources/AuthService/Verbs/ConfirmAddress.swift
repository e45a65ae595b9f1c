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
            guard let id = try transaction.account(confirmedBy: code) else { throw AuthError.linkExpired }
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
