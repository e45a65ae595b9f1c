import Crypto
import Foundation
import Platform

/// An Ed25519 key as it is stored.
struct SigningKey {
    let key: Curve25519.Signing.PrivateKey

    /// A new one.
    init() { key = Curve25519.Signing.PrivateKey() }

    /// The key of a stored text; `nil` for one that cannot be read.
    init?(_ secret: String) {
        guard let raw = Data(base64URL: secret),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw)
        else { return nil }
        self.key = key
    }

    /// What is stored.
    var secret: String { key.rawRepresentation.base64URL }
    /// The public key (RFC 8037).
    var x: String { key.publicKey.rawRepresentation.base64URL }
}
