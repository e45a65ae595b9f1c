import Domain
import Storage

/// Goes on with a session: takes its refresh token and gives the next.
///
/// *Rule.* A token is used once; within thirty seconds of its use it gives the same successor again; later use ends the
/// session. *Why.* Two tabs refresh at the same time, and a stolen token is used by two. *If broken.* People are signed
/// out at random, or thieves stay.
struct RefreshSession {
    let auth: Auth

    private static let graceSeconds: Int64 = 30

    private enum Outcome {
        case alive(Account, [Patient.ID], session: String, successor: String)
        case reused(session: String)
        case unknown
    }

    /// The session's next tokens.
    ///
    /// - Throws: `AuthError.noSession`.
    func callAsFunction(_ token: String) async throws -> SignIn.Begun {
        let outcome = try await auth.database.write { try Self.rotate(token, $0) }
        switch outcome {
        case .unknown: throw AuthError.noSession
        case .reused(let session):
            auth.tokens.end(session: session)
            throw AuthError.noSession
        case .alive(let account, let dependants, let session, let successor):
            return SignIn.Begun(
                body: try await auth.body(account, dependants: dependants, session: session),
                refresh: successor)
        }
    }

    private static func rotate(_ token: String, _ transaction: any Transaction) throws -> Outcome {
        let (now, hash) = (transaction.now, Secrets.digest(token))
        let query: SQL = """
            SELECT session_id, rotated_at, account_id FROM refresh_token JOIN session ON session.id = session_id
            WHERE hash = \(hash) AND ended_at IS NULL AND expires_at > \(now)
            """
        guard let row = try transaction.first(query), let account = try transaction.account(row.text(2)),
            account.isActive
        else { return .unknown }
        let session = try row.text(0)
        let successor = Secrets.successor(of: token, try transaction.secret("refresh"))
        if row.values[1] != .null {
            // Not before its use either: a clock that was stepped back must not revive it.
            guard (0...graceSeconds).contains(now.seconds(since: try row.instant(1))) else {
                _ = try transaction.end(session: session)
                try transaction.audit("refreshTokenReused", account.id, by: account.caller(dependants: []))
                return .reused(session: session)
            }
        } else {
            try transaction.run("UPDATE refresh_token SET rotated_at = \(now) WHERE hash = \(hash)")
            try transaction.run(
                """
                INSERT INTO refresh_token (hash, session_id, issued_at)
                VALUES (\(Secrets.digest(successor)), \(session), \(now))
                """)
            try transaction.touch(session: session)
        }
        return .alive(
            account, try transaction.dependants(of: account.id), session: session, successor: successor)
    }
}
