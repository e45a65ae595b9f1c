import Domain
import Foundation
import JWTKit
import ServiceContracts
import Storage
import Synchronization

/// The keys that check access tokens, asked for when a token names one that is not known yet.
final class KeySet: Sendable {
    private struct State {
        /// One key and no default in each: a token that names another is refused.
        var verifiers: [String: JWTKeyCollection] = [:]
        /// When the accounts were last asked.
        var asked: Instant?
        /// Whoever needs the answer to the same question waits for it.
        var asking: Task<Void, any Error>?
    }

    private let identity: any Identity
    private let time: any TimeSource
    private let state = Mutex(State())
    /// Strangers choose what a header says.
    private static let secondsBetweenQuestions: Int64 = 5
    /// A key that was taken away checks nothing after so long.
    private static let secondsUntilOld: Int64 = 3_600

    init(_ identity: any Identity, time: any TimeSource) {
        self.identity = identity
        self.time = time
    }

    /// Reads the keys anew if that is long ago, and says whether it did.
    ///
    /// - Throws: What the accounts throw.
    func refreshIfOld() async throws -> Bool {
        guard isLongerAgo(than: Self.secondsUntilOld) else { return false }
        try await refresh()
        return true
    }

    /// Reads the keys anew: those that are not there any more check nothing.
    ///
    /// - Throws: What the accounts throw.
    func refresh() async throws {
        let asking = state.withLock { state in
            if let asking = state.asking { return asking }
            let asking = Task { try await self.read() }
            state.asking = asking
            return asking
        }
        try await asking.value
    }

    private func read() async throws {
        let now = time.now
        // A question that fails is paced like one that is answered.
        defer {
            state.withLock { state in
                state.asking = nil
                state.asked = now
            }
        }
        var verifiers: [String: JWTKeyCollection] = [:]
        for key in try await identity.keys() {
            // A key that cannot be read checks nothing; the others go on.
            guard let read = try? EdDSA.PublicKey(x: key.x, curve: .ed25519) else { continue }
            let verifier = JWTKeyCollection()
            await verifier.add(eddsa: read, kid: JWKIdentifier(string: key.id))
            verifiers[key.id] = verifier
        }
        state.withLock { [verifiers] in $0.verifiers = verifiers }
    }

    private func isLongerAgo(than seconds: Int64) -> Bool {
        let now = time.now
        guard let asked = state.withLock({ $0.asked }) else { return true }
        return abs(now.seconds(since: asked)) >= seconds
    }

    /// The payload of a token whose signature is right; `nil` for any other.
    ///
    /// *Rule.* The header is read first: only EdDSA, only our type, only a key we have. *Why.* The library takes an
    /// unknown key id for the default key, and does not look at `alg` for plain keys.
    ///
    /// - Throws: What the accounts throw where they must be asked: nobody is a stranger because they are away.
    func payload(of token: String) async throws -> AccessTokenPayload? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= 4096, parts.count == 3, parts.allSatisfy(\.isBase64URL),
            let raw = Data(base64URL: parts[0]),
            let header = try? JSONDecoder().decode(Header.self, from: raw), header.alg == "EdDSA",
            header.typ == "at+jwt", header.crit == nil,
            let verifier = try await verifier(header.kid)
        else { return nil }
        return try? await verifier.verify(token, as: AccessTokenPayload.self)
    }

    /// The key of an id; another instance may have made it since this one asked.
    private func verifier(_ id: String) async throws -> JWTKeyCollection? {
        func known() -> JWTKeyCollection? { state.withLock { $0.verifiers[id] } }
        if let known = known() { return known }
        let isBeingAsked = state.withLock { $0.asking != nil }
        guard isBeingAsked || isLongerAgo(than: Self.secondsBetweenQuestions) else { return nil }
        try await refresh()
        return known()
    }

    private struct Header: Decodable {
        let alg: String
        let typ: String
        let kid: String
        let crit: [String]?
    }
}

extension Substring {
    /// Whether nothing but the alphabet of RFC 4648 §5 is in it; the library forgives more.
    fileprivate var isBase64URL: Bool {
        utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                || byte == 95
        }
    }
}
