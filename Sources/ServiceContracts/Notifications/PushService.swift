/// Takes messages to browsers, by the services of their makers.
///
/// Source: RFC 8030.
public protocol PushService: Sendable {
    /// Why a browser cannot be reached.
    ///
    /// - Returns: `nil` if it can, as far as anybody knows before trying.
    func fault(of subscription: PushSubscription) -> PushFault?
    /// A key that nobody guesses: 32 bytes.
    func newKey() -> [UInt8]
    /// The public part of a key.
    ///
    /// - Throws: What is wrong with it.
    func publicKey(of secret: [UInt8]) throws -> [UInt8]
    /// Hands a message over, encrypted for that browser; the same again is the same message.
    ///
    /// - Parameters:
    ///   - message: What.
    ///   - subscription: To whom.
    ///   - key: By whom.
    ///   - seconds: For how long it waits for a browser that is off.
    /// - Throws: ``ChannelRefusal/stopped`` if the browser takes nothing any more; else as ``Channel/deliver(_:)``.
    func deliver(
        _ message: OutgoingMessage, to subscription: PushSubscription, as key: PushKey, waiting seconds: Int64
    ) async throws
}

/// What keeps a browser from being reached.
public enum PushFault: Error, Sendable, Hashable {
    /// Its address is at no push service that the clinic knows.
    case endpoint
    /// Its key is no point of P-256.
    case key
    /// Its secret does not have 16 bytes.
    case secret
}
