import Foundation
import ServiceContracts

/// A message as mail servers take it.
///
/// Source: RFC 5322 with RFC 2045 and RFC 2047; the same message has the same Message-ID, so that readers see a copy as one.
struct MailMessage: Sendable {
    /// Why something cannot be mail.
    enum Fault: Error, Sendable, Equatable {
        /// A header would not be one line; the value is not said.
        case headerIsNotOneLine(String)
        /// Nobody's address.
        case noAddress
    }

    /// Lines that end with CR LF.
    let text: String

    /// Characters of an encoded word, so that its line stays below 76.
    private static let wordBytes = 42

    /// Mail from `sender` at an instant.
    ///
    /// - Throws: ``Fault`` for what would put lines of its own into the head.
    init(_ message: OutgoingMessage, from sender: MailSender, at date: Date) throws {
        guard message.address.contains("@") else { throw Fault.noAddress }
        let headers = [
            ("From", sender.header), ("To", message.address), ("Subject", Self.encoded(message.subject)),
            ("Date", Self.date(date)), ("Message-ID", "<\(message.id)@\(sender.domain)>"),
            ("Auto-Submitted", "auto-generated"), ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "base64"),
        ]
        for (name, value) in headers where name != "Subject" && name != "From" {
            guard value.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }) else {
                throw Fault.headerIsNotOneLine(name)
            }
        }
        let body = Data(message.text.replacing("\n", with: "\r\n").utf8)
            .base64EncodedString(options: [
                .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
            ])
        text = headers.map { "\($0): \($1)\r\n" }.joined() + "\r\n" + body + "\r\n"
    }

    /// Text of a header: as it is if that is plain, else in encoded words.
    static func encoded(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }) || text.contains("=?") || text.count > 60 else {
            return text
        }
        var words: [String] = []
        var word = ""
        for character in text {
            if word.utf8.count + character.utf8.count > wordBytes {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        return (words + [word]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }
            .joined(separator: "\r\n ")
    }

    private static func date(_ date: Date) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        return format.string(from: date)
    }
}
