import Domain
public import Platform
import Storage
import Synchronization

/// Issues access tokens and says whom one belongs to; a session that ended is refused at once.
///
/// *Rule.* What ended stays ended whatever the clock does, and whom an account acts for is read, not carried. *Why.* Clocks
/// step back, and a token must fit into a header. *If broken.* Somebody who signed out is signed in again.
public final class TokenIssuer: TokenCheck {
    /// How long an access token lasts.
    static let lifetime = Minutes(10)

    private struct State {
        /// Sessions that ended, in the order they did.
        var ended: Set<String> = []
        var order: [String] = []
        /// Accounts whose rights changed, with the generation that counts.
        var generations: [String: Int] = [:]
        /// Accounts whose address was confirmed since their tokens were issued.
        var confirmed: Set<String> = []
        /// Tokens whose signature was checked already, with whom their accounts act for.
        var checked: [String: AccessClaims] = [:]
        var watchers: [@Sendable () -> Void] = []
    }

    private let ring: KeyRing
    private let database: any Database
    private let time: any TimeSource
    private let state = Mutex(State())
    private static let mostChecked = 20_000
    /// Sessions that are remembered as ended: days of them in a large clinic, some megabytes.
    private static let mostEnded = 200_000

    init(_ ring: KeyRing, database: any Database, time: any TimeSource) {
        self.ring = ring
        self.database = database
        self.time = time
    }

    func issue(_ account: Account, dependants: [Patient.ID], session: String) async throws -> (
        String, AccessClaims
    ) {
        let now = time.now
        let claims = AccessClaims(
            account: account.id, session: session, generation: account.generation,
            caller: account.caller(dependants: dependants), patient: account.patient, issuedAt: now,
            expiresAt: now + Self.lifetime)
        return (try await ring.sign(AccessTokenPayload(claims)), claims)
    }

    /// See ``Platform/TokenCheck``.
    public func claims(of token: String) async throws -> AccessClaims? {
        let known = state.withLock { $0.checked[token] }
        var found = known
        if found == nil, let signed = await ring.payload(of: token)?.claims, isAlive(signed) {
            found = try await acting(signed)
            found.map { remember(token, $0) }
        }
        guard let claims = found, isAlive(claims) else { return nil }
        let isConfirmed = state.withLock { $0.confirmed.contains(claims.account) }
        return isConfirmed ? claims.confirmed : claims
    }

    /// See ``Platform/TokenCheck``.
    public func isAlive(_ claims: AccessClaims) -> Bool {
        let now = time.now
        guard claims.issuedAt <= now + 1, now < claims.expiresAt else { return false }
        return state.withLock { state in
            !state.ended.contains(claims.session)
                && claims.generation >= state.generations[claims.account] ?? 0
        }
    }

    /// See ``Platform/TokenCheck``.
    public func onRevocation(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.watchers.append(body) }
    }

    /// The same claims with whom the account acts for; that is part of the generation, so it is read once for a token.
    private func acting(_ claims: AccessClaims) async throws -> AccessClaims {
        guard claims.caller.role == .patient else { return claims }
        let dependants = try await database.read { try $0.dependants(of: claims.account) }
        return claims.acting(for: dependants)
    }

    private func remember(_ token: String, _ claims: AccessClaims) {
        state.withLock { state in
            if state.checked.count >= Self.mostChecked { state.checked.removeAll(keepingCapacity: true) }
            state.checked[token] = claims
        }
    }

    /// Refuses the tokens of a session from now on.
    func end(session: String) {
        change { state in
            guard state.ended.insert(session).inserted else { return }
            state.order.append(session)
            guard state.order.count > Self.mostEnded else { return }
            for old in state.order.prefix(Self.mostEnded / 2) { state.ended.remove(old) }
            state.order.removeFirst(Self.mostEnded / 2)
        }
    }

    /// Refuses tokens of an account that are older than `generation`.
    func refuse(account: String, before generation: Int) {
        change { $0.generations[account] = max($0.generations[account] ?? 0, generation) }
    }

    /// Tokens issued before say still that the account's address is not confirmed.
    func confirm(account: String) { state.withLock { _ = $0.confirmed.insert(account) } }

    private func change(_ body: (inout State) -> Void) {
        let watchers = state.withLock { state in
            body(&state)
            return state.watchers
        }
        for watcher in watchers { watcher() }
    }

    /// Learns what ended before the process began.
    ///
    /// Everything that is kept, not only the last minutes of it: they are counted by a clock that may have been stepped.
    func restore(_ transaction: any ReadTransaction) throws {
        let sessions = try transaction.endedSessions(limit: Self.mostEnded / 2)
        let generations = try transaction.generations()
        state.withLock { state in
            state.ended = Set(sessions)
            state.order = sessions.reversed()
            state.generations = generations
        }
    }
}

extension AccessClaims {
    fileprivate func acting(for dependants: [Patient.ID]) -> AccessClaims {
        changed(
            Caller(
                name: caller.name, role: caller.role, patients: caller.patients.union(dependants),
                practitioner: caller.practitioner, isConfirmed: caller.isConfirmed))
    }

    fileprivate var confirmed: AccessClaims {
        changed(
            Caller(
                name: caller.name, role: caller.role, patients: caller.patients,
                practitioner: caller.practitioner, isConfirmed: true))
    }

    private func changed(_ caller: Caller) -> AccessClaims {
        AccessClaims(
            account: account, session: session, generation: generation, caller: caller, patient: patient,
            issuedAt: issuedAt, expiresAt: expiresAt)
    }
}
