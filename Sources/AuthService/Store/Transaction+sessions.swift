import Domain
import ServiceContracts
import Storage

extension ReadTransaction {
    /// Sessions that have neither ended nor expired, of accounts that may sign in, with their accounts.
    func aliveSessions(of ids: Set<String>) throws -> [(session: String, account: String)] {
        try rows(
            """
            SELECT session.id, session.account_id FROM session JOIN account ON account.id = session.account_id
            WHERE session.id IN \(in: ids.sorted()) AND session.ended_at IS NULL AND session.expires_at > \(now)
                AND account.is_active = 1
            """
        ).map { (try $0.text(0), try $0.text(1)) }
    }

    /// Sessions of an account that are alive, newest first.
    func sessions(of account: String, current: String) throws -> [SessionBody] {
        let query: SQL = """
            SELECT id, started_at, used_at, device FROM session
            WHERE account_id = \(account) AND ended_at IS NULL AND expires_at > \(now)
            ORDER BY started_at DESC, id
            """
        return try rows(query).map {
            SessionBody(
                id: try $0.text(0), startedAt: try $0.instant(1), usedAt: try $0.instant(2),
                device: try $0.text(3), isCurrent: try $0.text(0) == current)
        }
    }

    /// Whether a session is an account's, alive or not.
    func has(session: String, of account: String) throws -> Bool {
        try first("SELECT 1 FROM session WHERE id = \(session) AND account_id = \(account)") != nil
    }

    /// Sessions that were ended, the last first.
    func endedSessions(limit: Int) throws -> [String] {
        try rows("SELECT id FROM session WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT \(limit)")
            .map {
                try $0.text(0)
            }
    }

    /// A refresh token of a session that is alive.
    func refreshToken(_ hash: String) throws -> (session: String, rotatedAt: Instant?, account: String)? {
        try first(
            """
            SELECT session_id, rotated_at, account_id FROM refresh_token JOIN session ON session.id = session_id
            WHERE hash = \(hash) AND ended_at IS NULL AND expires_at > \(now)
            """
        ).map {
            (
                session: try $0.text(0), rotatedAt: $0.values[1] == .null ? nil : try $0.instant(1),
                account: try $0.text(2)
            )
        }
    }
}

extension Transaction {
    /// How long a session lasts without being used.
    private static var idleDays: Int { 30 }

    /// Begins a session and its chain of refresh tokens.
    func begin(session: String, of account: String, device: String, refresh: String) throws {
        try run(
            """
            INSERT INTO session (id, account_id, started_at, used_at, device, expires_at)
            VALUES (\(session), \(account), \(now), \(now), \(device), \(now + Minutes(Self.idleDays * 1_440)))
            """)
        try insertRefreshToken(refresh, of: session)
    }

    /// Notes that a refresh token was used, and the one that follows it.
    func rotate(_ hash: String, to successor: String, of session: String) throws {
        try run("UPDATE refresh_token SET rotated_at = \(now) WHERE hash = \(hash)")
        try insertRefreshToken(successor, of: session)
    }

    private func insertRefreshToken(_ token: String, of session: String) throws {
        try run(
            """
            INSERT INTO refresh_token (hash, session_id, issued_at)
            VALUES (\(Secrets.digest(token)), \(session), \(now))
            """)
    }

    func touch(session: String) throws {
        try run(
            """
            UPDATE session SET used_at = \(now), expires_at = \(now + Minutes(Self.idleDays * 1_440))
            WHERE id = \(session)
            """)
    }

    /// Ends one session.
    ///
    /// - Returns: Whether it was alive.
    func end(session: String) throws -> Bool {
        let wasAlive =
            try run("UPDATE session SET ended_at = \(now) WHERE id = \(session) AND ended_at IS NULL") > 0
        if wasAlive { try tell(.sessionEnded, session) }
        return wasAlive
    }

    /// Ends every session of an account but one.
    func endSessions(of account: String, keeping kept: String? = nil) throws {
        let alive = try rows(
            """
            SELECT id FROM session WHERE account_id = \(account) AND ended_at IS NULL AND id <> \(kept ?? "")
            """
        ).map { try $0.text(0) }
        for session in alive { _ = try end(session: session) }
    }

    /// Forgets tokens of sessions that are over.
    func forgetOldSessions() throws {
        let before = now - Minutes(45 * 1_440)
        try run(
            """
            DELETE FROM refresh_token WHERE session_id IN (
                SELECT id FROM session WHERE ended_at < \(before) OR expires_at < \(before))
            """)
        try run("DELETE FROM session WHERE ended_at < \(before) OR expires_at < \(before)")
        try run("DELETE FROM password_reset WHERE expires_at < \(before)")
        try run("DELETE FROM attempt WHERE until < \(now - Minutes(1_440))")
        try run("DELETE FROM allowance WHERE until < \(now)")
    }

    /// A value that only the server has, made at its first use.
    func secret(_ name: String) throws -> String {
        if let row = try first("SELECT value FROM secret WHERE name = \(name)") { return try row.text(0) }
        let value = Secrets.random()
        try run("INSERT INTO secret (name, value) VALUES (\(name), \(value))")
        return value
    }
}
