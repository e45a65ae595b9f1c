/// A browser that shows messages also while nobody looks at the app, as the service of its maker reaches it.
///
/// Source: the Push API of the W3C, and RFC 8291 for its keys.
public struct PushSubscription: Sendable, Hashable {
    /// Where messages for it are posted.
    public let endpoint: String
    /// Its P-256 key as an uncompressed point: 65 bytes.
    public let publicKey: [UInt8]
    /// What only it and the clinic know: 16 bytes.
    public let secret: [UInt8]

    /// A browser.
    public init(endpoint: String, publicKey: [UInt8], secret: [UInt8]) {
        self.endpoint = endpoint
        self.publicKey = publicKey
        self.secret = secret
    }
}
