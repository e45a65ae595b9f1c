/// With what the clinic shows push services who it is; browsers take messages of no other.
///
/// Source: RFC 8292 (VAPID).
public struct PushKey: Sendable {
    /// Its P-256 key: 32 bytes.
    public let secret: [UInt8]
    /// The public part as browsers and push services are told: an uncompressed point in base64url.
    public let publicText: String

    /// A key.
    public init(secret: [UInt8], publicText: String) {
        self.secret = secret
        self.publicText = publicText
    }
}
