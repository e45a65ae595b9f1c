import Storage

extension Transaction {
    /// Keeps a new key, which counts once it is confirmed, with recovery codes instead of any before.
    func setAuthenticator(_ secret: String, recovery codes: [String], of account: String) throws {
        try run("UPDATE account SET totp_secret = \(secret) WHERE id = \(account)")
        try run("DELETE FROM recovery_code WHERE account_id = \(account)")
        for code in codes {
            let digest = Secrets.digest(RecoveryCodes.plain(code))
            try run("INSERT INTO recovery_code (hash, account_id) VALUES (\(digest), \(account))")
        }
    }

    /// From now on signing in takes a code; `step` is the one that was shown.
    func confirmAuthenticator(of account: String, step: Int) throws {
        try run(
            """
            UPDATE account SET totp_is_confirmed = 1, totp_step = \(step), version = version + 1
            WHERE id = \(account)
            """)
    }

    /// Notes the last code that was used: none counts twice.
    func noteStep(_ step: Int, of account: String) throws {
        try run("UPDATE account SET totp_step = \(step) WHERE id = \(account)")
    }

    /// Takes the authenticator and its recovery codes away.
    func removeAuthenticator(of account: String) throws {
        try run(
            """
            UPDATE account SET totp_secret = NULL, totp_is_confirmed = 0, version = version + 1
            WHERE id = \(account)
            """)
        try run("DELETE FROM recovery_code WHERE account_id = \(account)")
    }

    /// Whether `code` was one of the account's recovery codes; it is none any more.
    func useRecoveryCode(_ code: String, of account: String) throws -> Bool {
        let digest = Secrets.digest(RecoveryCodes.plain(code))
        return try run("DELETE FROM recovery_code WHERE hash = \(digest) AND account_id = \(account)") > 0
    }
}
