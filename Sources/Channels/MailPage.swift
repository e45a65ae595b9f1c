import Foundation
import Mustache
import ServiceContracts

/// The page of a message: its text in paragraphs, and what can be done as links; everything is escaped.
struct MailPage: Sendable {
    /// Reads its template once.
    static let shared = MailPage()

    private let template: MustacheTemplate?

    private static let text = """
        <!doctype html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>{{subject}}</title>
        </head>
        <body style="margin:0;padding:24px;background:#f4f6f6;color:#16302f;font:16px/1.5 system-ui,sans-serif">
        <div style="max-width:34em;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px">
        {{#paragraphs}}
        <p style="margin:0 0 16px">{{.}}</p>
        {{/paragraphs}}
        {{#links}}
        <p style="margin:24px 0"><a href="{{address}}" style="display:inline-block;padding:12px 20px;border-radius:6px;\
        background:#0b6e69;color:#ffffff;text-decoration:none">{{words}}</a></p>
        {{/links}}
        </div>
        {{#sender}}
        <p style="max-width:34em;margin:16px auto 0;font-size:14px">{{.}}</p>
        {{/sender}}
        {{#optOut}}
        <p style="max-width:34em;margin:16px auto 0;font-size:14px"><a href="{{address}}" style="color:#3d5453">{{words}}</a></p>
        {{/optOut}}
        </body>
        </html>

        """

    private init() { template = try? MustacheTemplate(string: Self.text) }

    /// The page of `message`.
    ///
    /// - Throws: ``NoTemplate``, which a test would have seen.
    func callAsFunction(_ message: OutgoingMessage) throws -> String {
        guard let template else { throw NoTemplate() }
        let values: [String: Any] = [
            "language": message.language, "subject": message.subject,
            "paragraphs": message.text.split(separator: "\n").map(String.init),
            "sender": message.sender?.lines ?? [],
            "links": message.links.map(Self.values),
            "optOut": message.optOut.map { [Self.values($0.page)] } ?? [],
        ]
        return template.render(values)
    }

    /// The template cannot be read.
    struct NoTemplate: Error {}

    private static func values(_ link: OutgoingMessage.Link) -> [String: Any] {
        ["words": link.words, "address": link.address]
    }
}
