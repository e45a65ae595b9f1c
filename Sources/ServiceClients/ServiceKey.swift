import Foundation
import JWTKit
import Synchronization

/// The secret that the services of one clinic share, and the tokens that it signs: only who has it is answered.
///
/// A token names what it is for (``ServiceContracts/ServiceAudience``) and lasts a minute, so that one that leaks opens little and
/// not for long.
///
/// Source: RFC 7519 with HS256 (RFC 7518 §3.2).
public final class ServiceKey: Sendable {
    /// The secret is shorter than the hash that signs.
    public struct TooShort: Error, CustomStringConvertible {
        /// The fact.
        public init() {}

        /// The rule.
        public var description: String {
            "must be at least \(ServiceKey.shortest) characters that nobody can guess"
        }
    }

    private struct Claims: JWTPayload {
        let aud: AudienceClaim
        let exp: ExpirationClaim

        /// The audience is compared by whoever asks.
        func verify(using algorithm: some JWTAlgorithm) throws {}
    }

    private static let shortest = 32
    private static let lifetime = 60.0
    /// Clocks of machines differ; a token is renewed long before it ends.
    private static let leeway = 30.0

    private let keys = JWTKeyCollection()
    private let secret: HMACKey
    private let isReady = Mutex(false)
    private let signed = Mutex<[String: (token: String, until: Date)]>([:])
    /// Tokens that were checked before, with whom they are for and when they end.
    private let checked = Mutex<[String: (audiences: [String], until: Date)]>([:])
    private static let mostChecked = 1_000

    /// A key.
    ///
    /// - Throws: ``TooShort``.
    public init(_ secret: String) throws {
        guard secret.utf8.count >= Self.shortest else { throw TooShort() }
        self.secret = HMACKey(from: Data(secret.utf8))
    }

    /// A token for an audience.
    ///
    /// - Throws: What the library throws.
    func token(for audience: String) async throws -> String {
        let now = Date()
        if let known = signed.withLock({ $0[audience] }), now < known.until { return known.token }
        await prepare()
        let token = try await keys.sign(
            Claims(aud: AudienceClaim(value: [audience]), exp: ExpirationClaim(value: now + Self.lifetime)))
        signed.withLock { $0[audience] = (token, now + Self.lifetime - Self.leeway) }
        return token
    }

    /// Whether a token was signed by who has the secret, for one of `audiences`, and has not ended.
    ///
    /// By the machine's own clock, whatever time is stated: it guards processes, not appointments.
    public func opens(_ token: String, for audiences: Set<String>) async -> Bool {
        guard let known = await known(token) else { return false }
        return !audiences.isDisjoint(with: known.audiences) && Date() < known.until
    }

    /// What a genuine token says; each is sent thousands of times.
    private func known(_ token: String) async -> (audiences: [String], until: Date)? {
        if let known = checked.withLock({ $0[token] }) { return known }
        await prepare()
        guard let claims = try? await keys.verify(token, as: Claims.self) else { return nil }
        let known = (audiences: claims.aud.value, until: claims.exp.value + Self.leeway)
        checked.withLock { checked in
            if checked.count >= Self.mostChecked { checked.removeAll() }
            checked[token] = known
        }
        return known
    }

    private func prepare() async {
        guard !isReady.withLock({ $0 }) else { return }
        await keys.add(hmac: secret, digestAlgorithm: .sha256)
        isReady.withLock { $0 = true }
    }
}
