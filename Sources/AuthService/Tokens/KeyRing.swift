import Domain
import JWTKit
import Platform
import ServiceContracts
import Storage
import Synchronization

/// The keys that sign access tokens, each made a day before it signs; those of before are kept until their last token has ended.
///
/// *Rule.* Every instance has a key before any signs with it. *If broken.* Half of the requests of people who just signed in are
/// refused.
public final class KeyRing: Sendable {
    private struct Key: Sendable {
        let id: String
        let madeAt: Instant
        let x: String
        let signer: JWTKeyCollection
    }

    private let keys = Mutex<[Key]>([])
    private let database: any Database
    private let time: any TimeSource
    /// How long a key signs.
    static let lifetime = Minutes(7 * 1_440)
    /// How long it is known before.
    static let notice = Minutes(1_440)

    init(_ database: any Database, time: any TimeSource) {
        self.database = database
        self.time = time
    }

    /// Reads the keys, makes a new one when the newest is old or there is none, and forgets those nobody needs.
    func refresh() async throws {
        let made = SigningKey()
        let stored = try await database.write { transaction in
            let now = transaction.now
            // A token that the key signed last must have ended, with a minute for clocks that differ.
            try transaction.deleteSigningKeys(
                madeBefore: now - Self.notice - Self.lifetime - TokenIssuer.lifetime - 60)
            if try !transaction.hasSigningKey(madeAfter: now - Self.lifetime) {
                try transaction.insertSigningKey(String(Secrets.digest(made.x).prefix(16)), made.secret)
            }
            return try transaction.signingKeys()
        }
        await take(stored)
    }

    private func take(_ stored: [(id: String, secret: String, madeAt: Instant)]) async {
        var found: [Key] = []
        for row in stored {
            // A key that cannot be read signs nothing; the others go on.
            guard let stored = SigningKey(row.secret) else { continue }
            let signer = JWTKeyCollection()
            await signer.add(
                eddsa: EdDSA.PrivateKey(backing: stored.key), kid: JWKIdentifier(string: row.id))
            found.append(Key(id: row.id, madeAt: row.madeAt, x: stored.x, signer: signer))
        }
        keys.withLock { [found] in $0 = found }
    }

    func sign(_ payload: AccessTokenPayload) async throws -> String {
        let announced = time.now - Self.notice
        let key = keys.withLock { keys in keys.last { $0.madeAt <= announced } ?? keys.first }
        guard let key else { throw AuthError.noSession }
        return try await key.signer.sign(
            payload, kid: JWKIdentifier(string: key.id), header: ["typ": "at+jwt"])
    }

    /// The public keys (RFC 7517, RFC 8037).
    var jwks: JSON {
        let keys = keys.withLock { $0 }.map { key -> JSON in
            [
                "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": .string(key.id),
                "x": .string(key.x),
            ]
        }
        return ["keys": .array(keys)]
    }
}
