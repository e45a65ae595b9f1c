import NIOHTTP1
import Domain
import AsyncHTTPClient
import Crypto
import Foundation
import JWTKit
import NIOCore
public import ServiceContracts

/// Messages to browsers by the services of their makers.
///
/// Source: RFC 8030 for the request, RFC 8291 for its body, RFC 8292 for who asks.
public struct WebPush: PushService {
    private let subject: String?
    private let hosts: [String]

    /// Where browsers are reached: hosts, or all below them where a name begins with a point.
    public static let usualHosts = [
        "fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com",
    ]
    /// Push services refuse what promises to hold for more than a day.
    private static let tokenLife: TimeInterval = 12 * 3_600
    /// Seconds that push services keep a message at most.
    private static let longestLife: Int64 = 28 * 86_400
    /// What is replaced by a newer message while it waits has a name of at most so many characters.
    private static let topicLength = 32

    /// Messages by the services at `hosts`.
    ///
    /// - Parameters:
    ///   - subject: Whom a push service tells of trouble, as `mailto:…` or `https://…`; `nil` for nobody.
    ///   - hosts: As ``usualHosts``; what is elsewhere is asked nothing, whoever says so.
    public init(subject: String?, hosts: [String] = Self.usualHosts) {
        self.subject = subject
        self.hosts = hosts
    }

    /// See ``ServiceContracts/PushService``.
    public func fault(of subscription: PushSubscription) -> PushFault? {
        guard origin(of: subscription.endpoint) != nil else { return .endpoint }
        guard (try? P256.KeyAgreement.PublicKey(x963Representation: subscription.publicKey)) != nil else {
            return .key
        }
        return subscription.secret.count == 16 ? nil : .secret
    }

    /// See ``ServiceContracts/PushService``.
    public func newKey() -> [UInt8] { [UInt8](P256.Signing.PrivateKey().rawRepresentation) }

    /// See ``ServiceContracts/PushService``.
    public func publicKey(of secret: [UInt8]) throws -> [UInt8] {
        [UInt8](try P256.Signing.PrivateKey(rawRepresentation: secret).publicKey.x963Representation)
    }

    /// See ``ServiceContracts/PushService``.
    public func deliver(
        _ message: OutgoingMessage, to subscription: PushSubscription, as key: PushKey, waiting seconds: Int64
    ) async throws {
        guard let origin = origin(of: subscription.endpoint) else {
            throw ChannelRefusal.unreachable("push-host")
        }
        let text = try JSONEncoder().encode(PushText(message))
        guard text.count <= PushContent.longest else { throw ChannelRefusal.unreachable("too-long") }
        var request = HTTPClientRequest(url: subscription.endpoint)
        request.method = .POST
        request.headers.add(contentsOf: [
            "Authorization": "vapid t=\(try await token(for: origin, key)),k=\(key.publicText)",
            "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
            "TTL": "\(min(max(seconds, 0), Self.longestLife))", "Urgency": "high",
        ])
        if let about = message.about {
            request.headers.add(name: "Topic", value: Self.topic(about))
        }
        request.body = .bytes(
            ByteBuffer(
                bytes: try PushContent.sealed(
                    text, for: subscription, from: P256.KeyAgreement.PrivateKey(),
                    salt: SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) })))
        let answer = try await HTTPClient.outbound.execute(request, timeout: HTTPClient.outboundPatience)
        switch answer.status.code {
        case 200..<300: return
        case 404, 410: throw ChannelRefusal.stopped
        // It does not take us for whom the browser knows, or what we send for a message: another time is no better.
        case 400, 401, 403, 413: throw ChannelRefusal.unreachable("\(answer.status.code)")
        default: throw ChannelTrouble(code: Int(answer.status.code))
        }
    }

    /// Scheme, host and port of a service that may be asked; whoever registers a browser names it, and could name a machine of ours.
    private func origin(of endpoint: String) -> String? {
        guard let url = URLComponents(string: endpoint), let scheme = url.scheme, let host = url.host,
            url.user == nil, url.password == nil,
            hosts.contains(where: { $0.hasPrefix(".") ? host.hasSuffix($0) : host == $0 }),
            scheme == "https" || (scheme == "http" && host == "127.0.0.1")
        else { return nil }
        return "\(scheme)://\(host)\(url.port.map { ":\($0)" } ?? "")"
    }

    /// The same for the same, and nothing of what it is.
    private static func topic(_ about: String) -> String {
        let digits = SHA256.hash(data: Data(about.utf8)).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        return String(digits.joined().prefix(topicLength))
    }

    private struct Claims: JWTPayload {
        let aud: String
        let exp: ExpirationClaim
        let sub: String?

        func verify(using algorithm: some JWTAlgorithm) throws {}
    }

    private func token(for origin: String, _ key: PushKey) async throws -> String {
        let signing = try P256.Signing.PrivateKey(rawRepresentation: key.secret)
        let keys = JWTKeyCollection()
        await keys.add(ecdsa: try ES256PrivateKey(pem: signing.pemRepresentation))
        // In whole seconds, as push services read it.
        let end = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + Self.tokenLife).rounded())
        return try await keys.sign(Claims(aud: origin, exp: .init(value: end), sub: subject))
    }
}
