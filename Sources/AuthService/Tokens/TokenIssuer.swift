import Domain
public import Platform
import ServiceContracts
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
        /// The last event of the accounts' feed that was taken.
        var heard = 0
        var watchers: [@Sendable () -> Void] = []
    }

    private let ring: KeyRing
    private let database: any Database
    private let time: any TimeSource
    private let state = Mutex(State())
    private static let mostChecked = 20_000
    /// Sessions that are remembered as ended: days of them in a large clinic, some megabytes.
    private static let mostEnded = 200_000
    private static let page = 500

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

    /// Takes what the accounts' feed tells since the last time, whichever instance wrote it.
    ///
    /// Whoever ends a session hears of it here too, before the answer: there is one way for all instances.
    ///
    /// - Throws: `StorageError`; what was not taken is taken the next time.
    func hear() async throws {
        while true {
            let heard = state.withLock { $0.heard }
            let news = try await database.read { try $0.events(after: heard, limit: Self.page) }
            guard let last = news.last else { return }
            let watchers = state.withLock { state in
                for event in news { Self.take(event, &state) }
                state.heard = max(state.heard, last.id)
                return state.watchers
            }
            for watcher in watchers { watcher() }
        }
    }

    private static func take(_ event: Outbox.Event, _ state: inout State) {
        switch IdentityEvent(rawValue: event.name) {
        case .sessionEnded: end(session: event.subject, &state)
        case .rightsChanged:
            state.generations[event.subject] = max(state.generations[event.subject] ?? 0, event.version)
        case .addressConfirmed: state.confirmed.insert(event.subject)
        case nil: break
        }
    }

    private static func end(session: String, _ state: inout State) {
        guard state.ended.insert(session).inserted else { return }
        state.order.append(session)
        guard state.order.count > mostEnded else { return }
        for old in state.order.prefix(mostEnded / 2) { state.ended.remove(old) }
        state.order.removeFirst(mostEnded / 2)
    }

    /// Learns what ended before the process began.
    ///
    /// Everything that is kept, not only the last minutes of it: they are counted by a clock that may have been stepped.
    func restore(_ transaction: any ReadTransaction) throws {
        let sessions = try transaction.endedSessions(limit: Self.mostEnded / 2)
        let generations = try transaction.generations()
        let last = try transaction.lastEvent()
        state.withLock { state in
            state.heard = last
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
