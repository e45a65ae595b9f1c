import Crypto
import Domain
import Foundation
import JWTKit
import Platform
import ServiceContracts
import Storage
import Synchronization

/// The keys that sign access tokens, each made a day before it signs; those of before verify until their last token has ended.
///
/// *Rule.* Every instance has a key before any signs with it, and asks the store once for one it does not know. *If broken.* Half
/// of the requests of people who just signed in are refused.
public final class KeyRing: Sendable {
    private struct Key: Sendable {
        let id: String
        let madeAt: Instant
        let signer: Curve25519.Signing.PrivateKey
        /// One key and no default: a token that names another is refused.
        let verifier: JWTKeyCollection
    }

    private let keys = Mutex<[Key]>([])
    private let database: any Database
    private let time: any TimeSource
    /// When the store was last asked for a key that nobody here knew.
    private let asked = Mutex<Instant?>(nil)
    /// How long a key signs.
    static let lifetime = Minutes(7 * 1_440)
    /// How long it is known before.
    static let notice = Minutes(1_440)
    private static let secondsBetweenQuestions: Int64 = 5

    init(_ database: any Database, time: any TimeSource) {
        self.database = database
        self.time = time
    }

    /// Reads the keys, makes a new one when the newest is old or there is none, and forgets those nobody needs.
    func refresh() async throws {
        let made = Curve25519.Signing.PrivateKey()
        let stored = try await database.write { transaction in
            let now = transaction.now
            // A token that the key signed last must have ended, with a minute for clocks that differ.
            try transaction.deleteSigningKeys(
                madeBefore: now - Self.notice - Self.lifetime - TokenIssuer.lifetime - 60)
            if try !transaction.hasSigningKey(madeAfter: now - Self.lifetime) {
                let id = String(Secrets.digest(made.publicKey.rawRepresentation.base64URL).prefix(16))
                try transaction.insertSigningKey(id, made.rawRepresentation.base64URL)
            }
            return try transaction.signingKeys()
        }
        await take(stored)
    }

    private func take(_ stored: [(id: String, secret: String, madeAt: Instant)]) async {
        var found: [Key] = []
        for row in stored {
            // A key that cannot be read signs nothing; the others go on.
            guard let raw = Data(base64URL: row.secret),
                let signer = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw)
            else { continue }
            let verifier = JWTKeyCollection()
            await verifier.add(
                eddsa: EdDSA.PrivateKey(backing: signer), kid: JWKIdentifier(string: row.id))
            found.append(Key(id: row.id, madeAt: row.madeAt, signer: signer, verifier: verifier))
        }
        keys.withLock { [found] in $0 = found }
    }

    func sign(_ payload: AccessTokenPayload) async throws -> String {
        let announced = time.now - Self.notice
        let key = keys.withLock { keys in keys.last { $0.madeAt <= announced } ?? keys.first }
        guard let key else { throw AuthError.noSession }
        return try await key.verifier.sign(
            payload, kid: JWKIdentifier(string: key.id), header: ["typ": "at+jwt"])
    }

    /// The payload of a token whose signature is right; `nil` for any other.
    ///
    /// *Rule.* The header is read first: only EdDSA, only our type, only a key we have. *Why.* The library takes an
    /// unknown key id for the default key, and does not look at `alg` for plain keys.
    func payload(of token: String) async -> AccessTokenPayload? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= 4096, parts.count == 3, parts.allSatisfy(\.isBase64URL),
            let raw = Data(base64URL: parts[0]),
            let header = try? JSONDecoder().decode(Header.self, from: raw), header.alg == "EdDSA",
            header.typ == "at+jwt", header.crit == nil,
            let key = await key(header.kid)
        else { return nil }
        return try? await key.verifier.verify(token, as: AccessTokenPayload.self)
    }

    /// The key of an id; another instance may have made it since this one looked.
    private func key(_ id: String) async -> Key? {
        func known() -> Key? { keys.withLock { $0.first { $0.id == id } } }
        if let key = known() { return key }
        let now = time.now
        let mayAsk = asked.withLock { asked in
            // Strangers choose what a header says.
            if let asked, abs(now.seconds(since: asked)) < Self.secondsBetweenQuestions { return false }
            asked = now
            return true
        }
        guard mayAsk, let stored = try? await database.read({ try $0.signingKeys() }) else { return nil }
        await take(stored)
        return known()
    }

    private struct Header: Decodable {
        let alg: String
        let typ: String
        let kid: String
        let crit: [String]?
    }

    /// The public keys (RFC 7517, RFC 8037).
    var jwks: JSON {
        let keys = keys.withLock { $0 }.map { key -> JSON in
            [
                "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": .string(key.id),
                "x": .string(key.signer.publicKey.rawRepresentation.base64URL),
            ]
        }
        return ["keys": .array(keys)]
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
