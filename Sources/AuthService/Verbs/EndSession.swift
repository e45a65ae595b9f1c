import Domain
import Platform
import ServiceContracts
import Storage

/// Lists and ends the sessions of an account; a session that ended is refused at once.
struct EndSession {
    let auth: Auth

    /// Sessions that are alive, newest first.
    func list(_ claims: AccessClaims) async throws -> [SessionBody] {
        try await auth.database.read { transaction in
            let query: SQL = """
                SELECT id, started_at, used_at, device FROM session
                WHERE account_id = \(claims.account) AND ended_at IS NULL AND expires_at > \(transaction.now)
                ORDER BY started_at DESC, id
                """
            return try transaction.rows(query).map {
                SessionBody(
                    id: try $0.text(0), startedAt: try $0.instant(1), usedAt: try $0.instant(2),
                    device: try $0.text(3), isCurrent: try $0.text(0) == claims.session)
            }
        }
    }

    /// Ends one session of the caller.
    ///
    /// - Throws: `AuthError.unknown` for one that is not the caller's or has ended.
    func callAsFunction(_ session: String, _ claims: AccessClaims) async throws {
        try await auth.database.write { transaction in
            let query: SQL = "SELECT 1 FROM session WHERE id = \(session) AND account_id = \(claims.account)"
            guard try transaction.first(query) != nil, try transaction.end(session: session) else {
                throw AuthError.unknown
            }
            try transaction.audit("signedOut", claims.account, by: claims.caller)
        }
        auth.tokens.end(session: session)
    }
}
