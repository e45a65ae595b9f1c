import Domain
import Storage

extension ReadTransaction {
    /// Links mailed within the last hour, which is as long as each lasts.
    func mailedResets(of account: String) throws -> Int {
        try first(
            "SELECT count(*) FROM password_reset WHERE account_id = \(account) AND is_mailed = 1 AND expires_at > \(now)"
        )?.int(0) ?? 0
    }

    func isMailed(_ token: String) throws -> Bool {
        try first("SELECT is_mailed FROM password_reset WHERE hash = \(Secrets.digest(token))")?.integer(0)
            == 1
    }

    func resetAccount(_ token: String) throws -> Account? {
        let query: SQL = """
            SELECT account_id FROM password_reset
            WHERE hash = \(Secrets.digest(token)) AND used_at IS NULL AND expires_at > \(now)
            """
        guard let id = try first(query)?.text(0), let account = try account(id), account.isActive else {
            return nil
        }
        return account
    }
}

extension Transaction {
    /// Notes a link that sets a password.
    ///
    /// - Returns: When it ends.
    func insertReset(
        _ token: String, _ account: String, _ length: Minutes, isMailed: Bool
    ) throws -> Instant {
        // A mailed link takes no other away: anybody can ask for one, and must not undo what its owner asked for.
        if !isMailed {
            try run(
                """
                UPDATE password_reset SET used_at = \(now)
                WHERE account_id = \(account) AND is_mailed = 0 AND used_at IS NULL
                """)
        }
        try run(
            """
            INSERT INTO password_reset (hash, account_id, expires_at, is_mailed)
            VALUES (\(Secrets.digest(token)), \(account), \(now + length), \(isMailed))
            """)
        return now + length
    }

    /// Every link of an account that was not used is no link any more.
    func useResets(of account: String) throws {
        try run(
            "UPDATE password_reset SET used_at = \(now) WHERE account_id = \(account) AND used_at IS NULL")
    }
}
