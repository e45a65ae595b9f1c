import Domain
import Foundation
import ICalendar
import ServiceContracts

/// A message as mail servers take it: as text, as a page, and as an invitation where there is an event.
///
/// Source: RFC 5322 with RFC 2045, RFC 2046 and RFC 2047; RFC 8058 for ending them, RFC 6047 for the invitation. The same message has the
/// same Message-ID, so that readers see a copy as one.
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
        let boundary = "=_\(message.id)"
        var headers = [
            ("From", sender.header), ("To", message.address), ("Subject", Self.encoded(message.subject)),
            ("Date", Self.date(date)), ("Message-ID", "<\(message.id)@\(sender.domain)>"),
            ("Auto-Submitted", "auto-generated"), ("MIME-Version", "1.0"),
            ("Content-Type", "multipart/alternative;\r\n boundary=\"\(boundary)\""),
        ]
        if let replyTo = message.sender?.replyTo { headers.append(("Reply-To", replyTo)) }
        if let optOut = message.optOut {
            headers += [
                ("List-Unsubscribe", "<\(optOut.oneClick)>"),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ]
        }
        for (name, value) in headers where !["Subject", "From", "Content-Type"].contains(name) {
            guard value.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }) else {
                throw Fault.headerIsNotOneLine(name)
            }
        }
        let parts = try Self.parts(of: message, from: sender, at: date)
        text =
            headers.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
            + parts.map { "--\(boundary)\r\n\($0)" }.joined() + "--\(boundary)--\r\n"
    }

    /// The plainest first, as readers take the last that they understand.
    private static func parts(
        of message: OutgoingMessage, from sender: MailSender, at date: Date
    ) throws -> [String] {
        let plain = part("text/plain", message.textWithLinks.replacing("\n", with: "\r\n"))
        let page = part("text/html", try MailPage.shared(message))
        guard let event = message.event else { return [plain, page] }
        let calendar = event.invitation(from: sender, to: message.address, at: date)
        return [
            plain, page, part("text/calendar; method=\(calendar.method.name ?? "REQUEST")", calendar.text),
        ]
    }

    private static func part(_ type: String, _ text: String) -> String {
        let body = Data(text.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        return "Content-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\(body)\r\n"
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

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// In UTC (RFC 5322, §3.3); a formatter would be made anew for each mail, and takes longer than all the rest.
    private static func date(_ date: Date) -> String {
        var (seconds, parts) = (time_t(date.timeIntervalSince1970), tm())
        gmtime_r(&seconds, &parts)
        let day = "\(weekdays[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)])"
        return
            "\(day) \(parts.tm_year + 1_900) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) +0000"
    }

    private static func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension OutgoingMessage.Event {
    /// What a reader's calendar keeps, changes or takes away: the same event has the same UID, whatever becomes of it.
    fileprivate func invitation(
        from sender: MailSender, to address: String, at date: Date
    ) -> CalendarObject {
        let clinic = CalendarEvent.Person(name: sender.name, email: sender.address)
        let patient = CalendarEvent.Person(name: address, email: address)
        let event = CalendarEvent(
            uid: CalendarEvent.uid(of: id), sequence: version,
            stamp: Instant(secondsSince1970: Int64(date.timeIntervalSince1970)), range: range,
            summary: summary, place: place, isCancelled: isCancelled)
        return CalendarObject(
            isCancelled ? .cancel(from: clinic, to: patient) : .request(from: clinic, to: patient), [event])
    }
}
