import ServiceContracts
import Domain
import Storage

extension ReadTransaction {
    /// Whose address a code that was mailed confirms; `nil` once it has ended.
    func account(confirmedBy code: String) throws -> String? {
        try first(
            "SELECT account_id FROM address_code WHERE hash = \(Secrets.digest(code)) AND expires_at > \(now)"
        )?.text(0)
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
        try tell(.addressConfirmed, account.id)
        try audit("addressConfirmed", account.id, by: account.caller(dependants: []))
    }
}
