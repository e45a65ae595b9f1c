import Domain
import Platform
import ServiceContracts
import Storage

/// Lists and ends the sessions of an account; a session that ended is refused at once.
struct EndSession {
    let auth: Auth

    /// Sessions that are alive, newest first.
    func list(_ claims: AccessClaims) async throws -> [SessionBody] {
        try await auth.database.read { try $0.sessions(of: claims.account, current: claims.session) }
    }

    /// Ends one session of the caller.
    ///
    /// - Throws: `AuthError.unknown` for one that is not the caller's or has ended.
    func callAsFunction(_ session: String, _ claims: AccessClaims) async throws {
        try await auth.database.write { transaction in
            guard try transaction.has(session: session, of: claims.account),
                try transaction.end(session: session)
            else { throw AuthError.unknown }
            try transaction.audit("signedOut", claims.account, by: claims.caller)
        }
        try await auth.hear()
    }
}
