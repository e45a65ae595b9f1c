import Domain
import Storage

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
        try run(
            """
            INSERT INTO refresh_token (hash, session_id, issued_at)
            VALUES (\(Secrets.digest(refresh)), \(session), \(now))
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
        try run("UPDATE session SET ended_at = \(now) WHERE id = \(session) AND ended_at IS NULL") > 0
    }

    /// Ends every session of an account but one.
    func endSessions(of account: String, keeping kept: String? = nil) throws -> [String] {
        let alive = try rows(
            """
            SELECT id FROM session WHERE account_id = \(account) AND ended_at IS NULL AND id IS NOT \(kept)
            """
        ).map { try $0.text(0) }
        for session in alive { _ = try end(session: session) }
        return alive
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
    }

    /// A value that only the server has, made at its first use.
    func secret(_ name: String) throws -> String {
        if let row = try first("SELECT value FROM secret WHERE name = \(name)") { return try row.text(0) }
        let value = Secrets.random()
        try run("INSERT INTO secret (name, value) VALUES (\(name), \(value))")
        return value
    }
}
