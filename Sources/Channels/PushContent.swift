import Crypto
import Foundation
import ServiceContracts

/// What a browser can read and nobody on the way.
///
/// Source: RFC 8291, with the encoding of RFC 8188 (`aes128gcm`) in one record.
enum PushContent {
    /// Text is filled up to a multiple of this, so that its length says little.
    private static let step = 256
    /// What push services take at least is 4,096 bytes, the head of 86 and the tag of 16 among them.
    static let longest = 15 * step - 1
    private static let recordSize: UInt32 = 4_096
    /// The last record, before what fills it up.
    private static let end: UInt8 = 2
    private static let tagBytes = 16

    /// The body of a message.
    ///
    /// - Parameters:
    ///   - text: At most ``longest`` bytes.
    ///   - subscription: Who reads it.
    ///   - key: For this message alone.
    ///   - salt: 16 bytes, for this message alone.
    ///   - isFilled: Whether its length is hidden.
    /// - Returns: Salt, size of the record, key and text, as RFC 8188 has them.
    /// - Throws: What is wrong with the reader's key.
    static func sealed(
        _ text: Data, for subscription: PushSubscription, from key: P256.KeyAgreement.PrivateKey, salt: Data,
        isFilled: Bool = true
    ) throws -> Data {
        let reader = try P256.KeyAgreement.PublicKey(x963Representation: subscription.publicKey)
        let writer = key.publicKey.x963Representation
        let shared = try key.sharedSecretFromKeyAgreement(with: reader).hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: Data(subscription.secret),
            sharedInfo: Data("WebPush: info\0".utf8) + subscription.publicKey + writer, outputByteCount: 32)
        let (content, nonce) = (
            derived(shared, salt, "Content-Encoding: aes128gcm\0", bytes: 16),
            derived(shared, salt, "Content-Encoding: nonce\0", bytes: 12)
        )
        let fill = isFilled ? (step - (text.count + 1) % step) % step : 0
        let sealed = try AES.GCM.seal(
            text + [end] + Data(count: fill), using: content,
            nonce: AES.GCM.Nonce(data: nonce.withUnsafeBytes { Data($0) }))
        let size = withUnsafeBytes(of: recordSize.bigEndian) { Data($0) }
        return salt + size + [UInt8(writer.count)] + writer + sealed.ciphertext + sealed.tag
    }

    private static func derived(
        _ key: SymmetricKey, _ salt: Data, _ what: String, bytes: Int
    ) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: salt, info: Data(what.utf8), outputByteCount: bytes)
    }
}
