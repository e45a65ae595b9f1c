import Domain
public import ServiceContracts
public import Storage
import Synchronization

/// Says whom an access token belongs to; a session that ended is refused as soon as it is heard of.
///
/// *Rule.* What ended stays ended whatever the clock does, and whom an account acts for is read, not carried. *Why.* Clocks
/// step back, and a token must fit into a header. *If broken.* Somebody who signed out is signed in again.
public final class TokenVerifier: TokenCheck {
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
        /// The last event of the accounts' feed that was taken; `nil` before the first look.
        var heard: Int?
        var watchers: [@Sendable () -> Void] = []
    }

    private let identity: any Identity
    private let keys: KeySet
    private let time: any TimeSource
    private let state = Mutex(State())
    private static let mostChecked = 20_000
    /// Sessions that are remembered as ended: days of them in a large clinic, some megabytes.
    private static let mostEnded = 200_000
    private static let page = 500

    /// A verifier that asks the accounts for what it must know when it is asked first.
    ///
    /// - Parameters:
    ///   - identity: The accounts, here or elsewhere.
    ///   - time: For what has ended by itself.
    public init(_ identity: any Identity, time: any TimeSource) {
        self.identity = identity
        self.time = time
        keys = KeySet(identity, time: time)
    }

    /// See ``Platform/TokenCheck``.
    public func claims(of token: String) async throws -> AccessClaims? {
        // Whoever never heard of the accounts knows nobody, and must not say that they signed out.
        if state.withLock({ $0.heard == nil }) { try await prepare() }
        let known = state.withLock { $0.checked[token] }
        var found = known
        if found == nil, let signed = try await keys.payload(of: token)?.claims, isAlive(signed) {
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
        let dependants = try await identity.dependants(of: claims.account)
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
    /// - Throws: What the accounts throw; what was not taken is taken the next time.
    public func hear() async throws {
        guard let position = state.withLock({ $0.heard }) else { return try await prepare() }
        // What a key signed that was taken away is checked again.
        if try await keys.refreshIfOld() { state.withLock { $0.checked.removeAll() } }
        var heard = position
        while true {
            let news = try await identity.changes(after: heard, limit: Self.page)
            guard news.position > heard else { return }
            heard = news.position
            let watchers = state.withLock { state in
                for change in news.changes { Self.take(change, &state) }
                state.heard = max(state.heard ?? 0, news.position)
                return state.watchers
            }
            for watcher in watchers { watcher() }
        }
    }

    private static func take(_ change: IdentityChanges.Change, _ state: inout State) {
        switch change.event {
        case .sessionEnded: end(session: change.subject, &state)
        case .rightsChanged:
            state.generations[change.subject] = max(state.generations[change.subject] ?? 0, change.version)
        case .addressConfirmed: state.confirmed.insert(change.subject)
        }
    }

    private static func end(session: String, _ state: inout State) {
        guard state.ended.insert(session).inserted else { return }
        state.order.append(session)
        guard state.order.count > mostEnded else { return }
        for old in state.order.prefix(mostEnded / 2) { state.ended.remove(old) }
        state.order.removeFirst(mostEnded / 2)
    }

    /// Learns the keys, and what ended before the process began.
    ///
    /// Everything that is kept, not only the last minutes of it: they are counted by a clock that may have been stepped.
    ///
    /// - Throws: What the accounts throw.
    public func prepare() async throws {
        try await keys.refresh()
        let standing = try await identity.standing()
        let watchers = state.withLock { state in
            state.heard = max(state.heard ?? 0, standing.position)
            for session in standing.ended { Self.end(session: session, &state) }
            state.generations.merge(standing.generations, uniquingKeysWith: max)
            return state.watchers
        }
        for watcher in watchers { watcher() }
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
