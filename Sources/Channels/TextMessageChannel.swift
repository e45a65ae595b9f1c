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
        /// Of numbers without one, as `+49`; `nil` for none.
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

    private struct Answer: Decodable {
        let code: Int?
    }

    private let provider: Provider
    private let template: TextMessageTemplate

    private static let longestAnswer = 64 * 1_024
    /// The number has asked for nothing more (Twilio's error 21610).
    private static let stopped = 21_610
    /// The number is none, or nothing can be sent to it: codes of Twilio that are about whoever reads, and not about the clinic.
    private static let numbers: Set<Int> = [21_211, 21_214, 21_217, 21_614, 21_635]

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
        let answer = try await HTTPClient.outbound.execute(
            request(for: message, to: number.text), timeout: HTTPClient.outboundPatience)
        // It was taken, whatever else is said.
        if (200..<300).contains(answer.status.code) { return }
        let code = await Self.code(of: answer)
        if code == Self.stopped { throw ChannelRefusal.stopped }
        if let code, Self.numbers.contains(code) { throw ChannelRefusal.unreachable("\(code)") }
        throw ChannelTrouble(code: Int(answer.status.code))
    }

    /// What the provider's answer says in its own numbers, if it says so in time.
    private static func code(of answer: HTTPClientResponse) async -> Int? {
        await withTaskGroup(of: Int?.self) { group in
            group.addTask {
                guard let body = try? await answer.body.collect(upTo: longestAnswer) else { return nil }
                return (try? JSONDecoder().decode(Answer.self, from: body))?.code
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(5))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    private func request(for message: OutgoingMessage, to number: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: provider.url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: template.mediaType)
        // The same again is the same message, where a provider knows that.
        request.headers.add(name: "Idempotency-Key", value: message.id)
        if let authorization { request.headers.add(name: "Authorization", value: authorization) }
        request.body = .bytes(
            ByteBuffer(
                string: template.fill(
                    to: number, from: provider.from, text: text(of: message), callback: message.receipt)))
        return request
    }

    /// Whoever can answer ends messages with STOP; a sender that is a name cannot be answered.
    private func text(of message: OutgoingMessage) -> String {
        let isNumber = provider.from.allSatisfy { $0.isNumber || $0 == "+" }
        let stop =
            isNumber ? [] : [message.optOut?.page].compactMap(\.self).map { "\($0.words): \($0.address)" }
        return ([message.text] + message.links.map(\.address) + stop).joined(separator: "\n")
    }

    private var authorization: String? {
        guard let password = provider.password else { return nil }
        guard let user = provider.user else { return "Bearer \(password)" }
        return "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())"
    }
}
