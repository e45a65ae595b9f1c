import NIOHTTP1
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
public import ServiceContracts

/// Text messages by a provider's HTTP interface, of the shape that Twilio's has.
public struct TextMessageChannel: ServiceContracts.Channel {
    /// A provider.
    public struct Provider: Sendable {
        /// Where messages are posted.
        public var url: String
        /// Whose messages they are: a number, or a name where the provider allows one.
        public var from: String
        /// Who signs in, by Basic authentication (RFC 7617); `nil` for a key in a header.
        public var user: String?
        /// With what; without a user a bearer token (RFC 6750).
        public var password: String?
        /// What is posted: JSON if it begins with a brace, else a form.
        public var body: String
        /// What stands for the 0 that numbers within the country begin with, as `+49`; `nil` for nothing.
        public var countryCode: String?

        /// What Twilio takes.
        public static let usualBody =
            "To={{to}}&From={{from}}&Body={{text}}{{#callback}}&StatusCallback={{callback}}{{/callback}}"

        /// A provider.
        public init(
            url: String, from: String, user: String? = nil, password: String? = nil,
            body: String = Self.usualBody, countryCode: String? = nil
        ) {
            self.url = url
            self.from = from
            self.user = user
            self.password = password
            self.body = body
            self.countryCode = countryCode
        }
    }

    /// What the provider said; its words may name a number and are not kept.
    public struct Failure: Error, Sendable {
        /// An answer of HTTP.
        public let status: Int
    }

    private struct Answer: Decodable {
        let code: Int?
    }

    private let provider: Provider
    private let template: TextMessageTemplate

    private static let patience = TimeAmount.seconds(20)
    private static let longestAnswer = 64 * 1_024
    /// The number has asked for nothing more (Twilio's error 21610).
    private static let stopped = 21_610

    /// Text messages by `provider`.
    ///
    /// - Throws: What is wrong with the body's template.
    public init(_ provider: Provider) throws {
        self.provider = provider
        template = try TextMessageTemplate(provider.body)
    }

    /// See ``ServiceContracts/Channel``.
    public func deliver(_ message: OutgoingMessage) async throws {
        guard let number = DialledNumber(message.address, countryCode: provider.countryCode) else {
            throw ChannelRefusal.unreachable("no-country")
        }
        let answer = try await HTTPClient.shared.execute(
            request(for: message, to: number.text), timeout: Self.patience)
        let body = try await answer.body.collect(upTo: Self.longestAnswer)
        switch answer.status.code {
        case 200..<300: return
        // Too many at once, or who signs in is not right: whoever reads the number has nothing to do with it.
        case 401, 403, 408, 429, 500...: throw Failure(status: Int(answer.status.code))
        default:
            let code = (try? JSONDecoder().decode(Answer.self, from: body))?.code
            if code == Self.stopped { throw ChannelRefusal.stopped }
            throw ChannelRefusal.unreachable(code.map(String.init) ?? "\(answer.status.code)")
        }
    }

    private func request(for message: OutgoingMessage, to number: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: provider.url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: template.mediaType)
        // The same again is the same message, where a provider knows that.
        request.headers.add(name: "Idempotency-Key", value: message.id)
        if let authorization { request.headers.add(name: "Authorization", value: authorization) }
        let text = (message.links.map { "\($0.address)" }).reduce(message.text) { "\($0)\n\($1)" }
        request.body = .bytes(
            ByteBuffer(
                string: template.fill(
                    to: number, from: provider.from, text: text, callback: message.receipt)))
        return request
    }

    private var authorization: String? {
        guard let password = provider.password else { return nil }
        guard let user = provider.user else { return "Bearer \(password)" }
        return "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())"
    }
}
