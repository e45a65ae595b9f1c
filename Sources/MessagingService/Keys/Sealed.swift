import Crypto
import Foundation

/// Bytes that only whoever has the key reads, and only in their place.
///
/// AES-256-GCM (NIST SP 800-38D) with a nonce of its own each time; the place is authenticated beside the bytes, so that what stands
/// somewhere else, or again, does not open.
struct Sealed: Sendable, Hashable {
    /// Nonce, bytes and tag in base64, as they are stored.
    let text: String

    /// As it is stored.
    init(stored text: String) { self.text = text }

    /// Seals bytes for a place.
    init(_ bytes: Data, with key: SymmetricKey, as place: String) throws {
        let box = try AES.GCM.seal(bytes, using: key, authenticating: Data(place.utf8))
        guard let combined = box.combined else { throw MessagingError.damaged }
        text = combined.base64EncodedString()
    }

    /// The bytes.
    ///
    /// - Throws: ``MessagingError/damaged`` for another key, another place, or other bytes.
    func open(with key: SymmetricKey, as place: String) throws -> Data {
        guard let data = Data(base64Encoded: text), let box = try? AES.GCM.SealedBox(combined: data),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: Data(place.utf8))
        else { throw MessagingError.damaged }
        return bytes
    }
}
