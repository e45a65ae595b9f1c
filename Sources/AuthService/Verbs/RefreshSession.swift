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
        case reused
        case unknown
    }

    /// The session's next tokens.
    ///
    /// - Throws: `AuthError.noSession`.
    func callAsFunction(_ token: String) async throws -> SignIn.Begun {
        let outcome = try await auth.database.write { try Self.rotate(token, $0) }
        switch outcome {
        case .unknown: throw AuthError.noSession
        case .reused:
            try await auth.hear()
            throw AuthError.noSession
        case .alive(let account, let dependants, let session, let successor):
            return SignIn.Begun(
                body: try await auth.body(account, dependants: dependants, session: session),
                refresh: successor)
        }
    }

    private static func rotate(_ token: String, _ transaction: any Transaction) throws -> Outcome {
        let (now, hash) = (transaction.now, Secrets.digest(token))
        guard let used = try transaction.refreshToken(hash),
            let account = try transaction.account(used.account), account.isActive
        else { return .unknown }
        let session = used.session
        let successor = Secrets.successor(of: token, try transaction.secret("refresh"))
        if let rotatedAt = used.rotatedAt {
            // Not before its use either: a clock that was stepped back must not revive it.
            guard (0...graceSeconds).contains(now.seconds(since: rotatedAt)) else {
                _ = try transaction.end(session: session)
                try transaction.audit("refreshTokenReused", account.id, by: account.caller(dependants: []))
                return .reused
            }
        } else {
            try transaction.rotate(hash, to: successor, of: session)
            try transaction.touch(session: session)
        }
        return .alive(
            account, try transaction.dependants(of: account.id), session: session, successor: successor)
    }
}
