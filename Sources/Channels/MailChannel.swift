import CCurl
import Foundation
public import ServiceContracts
import Workers

/// Mail by a clinic's own server.
///
/// One connection is used again for as long as the server keeps it, on a thread of its own: mail waits for nothing else, and nothing
/// else for mail.
public final class MailChannel: Channel {
    /// A mail server.
    public struct Server: Sendable {
        /// `smtp://host:port` or `smtps://host:port`.
        public var url: String
        /// Whose mail it is.
        public var sender: MailSender
        /// Who signs in; `nil` for nobody.
        public var user: String?
        /// With what.
        public var password: String?
        /// A file in PEM with whom it trusts; `nil` for whom the machine trusts.
        public var authority: String?
        /// Whether a line that is not encrypted is given up.
        public var requiresTLS: Bool

        /// A mail server.
        public init(
            url: String, sender: MailSender, user: String? = nil, password: String? = nil,
            authority: String? = nil, requiresTLS: Bool = true
        ) {
            self.url = url
            self.sender = sender
            self.user = user
            self.password = password
            self.authority = authority
            self.requiresTLS = requiresTLS
        }
    }

    private let sender: MailSender
    private let connection: Connection
    private let thread = WorkerThreads("mail", count: 1, capacity: 1_000)

    /// Seconds until a message is given up.
    private static let patience = 30

    /// Mail by `server`.
    public init(_ server: Server) {
        sender = server.sender
        connection = Connection(server, seconds: Self.patience)
    }

    /// See ``ServiceContracts/Channel``.
    public func deliver(_ message: OutgoingMessage) async throws {
        guard let mail = try? MailMessage(message, from: sender, at: Date()) else {
            throw ChannelRefusal.unreachable("no-mail")
        }
        let (connection, from) = (connection, sender.address)
        try await thread.run { try connection.send(mail.text, from: from, to: message.address) }
    }

    /// Touched by one thread only.
    private final class Connection: @unchecked Sendable {
        private let mailer: OpaquePointer?

        init(_ server: Server, seconds: Int) {
            mailer = Self.make(server, seconds)
        }

        deinit { mailer.map(slotwise_mailer_free) }

        private static func make(_ server: Server, _ seconds: Int) -> OpaquePointer? {
            func with(_ text: String?, _ body: (UnsafePointer<CChar>?) -> OpaquePointer?) -> OpaquePointer? {
                text.map { $0.withCString(body) } ?? body(nil)
            }
            return server.url.withCString { url in
                with(server.user) { user in
                    with(server.password) { password in
                        with(server.authority) { authority in
                            var settings = slotwise_mail_server(
                                url: url, user: user, password: password, authority: authority,
                                requires_tls: server.requiresTLS ? 1 : 0, seconds: seconds)
                            return slotwise_mailer_make(&settings)
                        }
                    }
                }
            }
        }

        func send(_ text: String, from: String, to: String) throws {
            guard let mailer else { throw ChannelTrouble(code: 0) }
            var why = [CChar](repeating: 0, count: 256)
            let code = text.withCString {
                slotwise_mailer_send(mailer, "<\(from)>", "<\(to)>", $0, text.utf8.count, &why)
            }
            // A server says at the recipient also what is wrong with the sender: all of it is tried again.
            guard code == 0 else { throw ChannelTrouble(code: code) }
        }
    }
}
