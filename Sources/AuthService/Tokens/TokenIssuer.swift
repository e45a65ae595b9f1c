import Domain
public import Platform
import Storage
import Synchronization

/// Issues access tokens and says whom one belongs to; a session that ended is refused at once.
public final class TokenIssuer: TokenCheck {
    /// How long an access token lasts.
    static let lifetime = Minutes(10)

    private struct State {
        /// Sessions that ended while their last token could be alive, with when they ended.
        var ended: [String: Instant] = [:]
        /// Accounts whose rights changed, with the generation that counts.
        var generations: [String: Int] = [:]
        /// Tokens whose signature was checked already.
        var checked: [String: AccessClaims] = [:]
    }

    private let ring: KeyRing
    private let time: any TimeSource
    private let state = Mutex(State())
    private static let mostChecked = 20_000

    init(_ ring: KeyRing, time: any TimeSource) {
        self.ring = ring
        self.time = time
    }

    func issue(_ account: Account, dependants: [Patient.ID], session: String) async throws -> (
        String, AccessClaims
    ) {
        let now = time.now
        let claims = AccessClaims(
            account: account.id, session: session, generation: account.generation,
            caller: account.caller(dependants: dependants), issuedAt: now,
            expiresAt: now + Self.lifetime)
        return (try await ring.sign(AccessTokenPayload(claims)), claims)
    }

    /// See ``Platform/TokenCheck``.
    public func claims(of token: String) async -> AccessClaims? {
        let known = state.withLock { $0.checked[token] }
        var found = known
        if found == nil { found = await ring.payload(of: token)?.claims }
        guard let claims = found, isAlive(claims) else { return nil }
        if known == nil { remember(token, claims) }
        return claims
    }

    /// See ``Platform/TokenCheck``.
    public func isAlive(_ claims: AccessClaims) -> Bool {
        let now = time.now
        guard claims.issuedAt <= now + 1, now < claims.expiresAt else { return false }
        return state.withLock { state in
            state.ended[claims.session] == nil && claims.generation >= state.generations[claims.account] ?? 0
        }
    }

    private func remember(_ token: String, _ claims: AccessClaims) {
        state.withLock { state in
            if state.checked.count >= Self.mostChecked { state.checked.removeAll(keepingCapacity: true) }
            state.checked[token] = claims
        }
    }

    /// Refuses the tokens of a session from now on.
    func end(session: String) {
        let now = time.now
        state.withLock { state in
            state.ended = state.ended.filter { $0.value > now - Self.lifetime - 1 }
            state.ended[session] = now
        }
    }

    /// Refuses tokens of an account that are older than `generation`.
    func refuse(account: String, before generation: Int) {
        state.withLock { $0.generations[account] = generation }
    }

    /// Learns what ended before the process began.
    func restore(_ transaction: any ReadTransaction) throws {
        let from = transaction.now - Self.lifetime - 1
        let sessions = try transaction.rows("SELECT id, ended_at FROM session WHERE ended_at > \(from)")
        let accounts = try transaction.rows("SELECT id, generation FROM account WHERE generation > 1")
        let ended = try sessions.map { (try $0.text(0), try $0.instant(1)) }
        let changed = try accounts.map { (try $0.text(0), try $0.int(1)) }
        state.withLock { state in
            state.ended = Dictionary(ended) { $1 }
            state.generations = Dictionary(changed) { $1 }
        }
    }
}
