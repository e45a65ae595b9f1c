import Domain
import Foundation
import ServiceContracts
import Testing

@testable import Channels

/// Mail is what mail servers and readers expect, whatever is put into it.
@Suite struct MailMessageTests {
    private let clinic = MailSender("Praxis Müller <desk@clinic.example>")!
    private let date = Date(timeIntervalSince1970: 1_772_438_400)

    private func mail(_ subject: String, _ text: String = "Text", to address: String = "ada@example.org")
        throws -> String
    {
        try MailMessage(
            OutgoingMessage(id: "abc", address: address, subject: subject, text: text), from: clinic, at: date
        ).text
    }

    @Test func `the head says whose it is, when, and which`() throws {
        let lines = try mail("Your appointment").components(separatedBy: "\r\n")
        #expect(
            lines.prefix(6) == [
                "From: =?utf-8?B?UHJheGlzIE3DvGxsZXI=?= <desk@clinic.example>", "To: ada@example.org",
                "Subject: Your appointment", "Date: Mon, 02 Mar 2026 08:00:00 +0000",
                "Message-ID: <abc@clinic.example>", "Auto-Submitted: auto-generated",
            ])
    }

    @Test func `no line is longer than 78, and each ends as it must`() throws {
        let text = try mail(
            String(repeating: "Ihr Termin am Mi 11. März 2026 ", count: 8),
            String(repeating: "Wir erwarten Sie. ", count: 100))
        for line in text.components(separatedBy: "\r\n") {
            #expect(line.utf8.count <= 78, "\(line)")
            #expect(!line.contains("\n") && !line.contains("\r"))
        }
        let subject = text.components(separatedBy: "Subject: ")[1].components(separatedBy: "\r\nDate")[0]
        let words = subject.components(separatedBy: "\r\n ").map {
            String(
                decoding: Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) ?? Data(), as: UTF8.self)
        }
        #expect(words.joined() == String(repeating: "Ihr Termin am Mi 11. März 2026 ", count: 8))
    }

    /// The text of a part, by its type.
    private func part(_ type: String, of mail: String) -> String? {
        let part = mail.components(separatedBy: "--=_abc").first { $0.contains("Content-Type: \(type)") }
        let body = part?.components(separatedBy: "\r\n\r\n").dropFirst().joined()
        return body.flatMap { Data(base64Encoded: $0, options: .ignoreUnknownCharacters) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private func message(_ text: String, isCancelled: Bool = false) -> OutgoingMessage {
        let start = Instant(rfc3339: "2026-03-11T09:00:00Z")!
        return OutgoingMessage(
            id: "abc", address: "ada@example.org", subject: "<Ihr> Termin", text: text, language: "de",
            links: [.init(words: "Verschieben & absagen", address: "https://c.example/link#t\"o")],
            optOut: .init(
                page: .init(words: "Keine", address: "https://c.example/stop#s"),
                oneClick: "https://c.example/v1/opt-outs/s"),
            event: .init(
                id: "a1", version: 4, range: TimeRange(start: start, length: 20), summary: "Termin",
                place: "Main",
                isCancelled: isCancelled))
    }

    @Test func `it is there as text, as a page, and for the calendar`() throws {
        let mail = try MailMessage(message("Am 11. März\nbei <Dr X>"), from: clinic, at: date).text
        #expect(
            part("text/plain", of: mail)
                == "Am 11. März\r\nbei <Dr X>\r\n\r\nVerschieben & absagen: https://c.example/link#t\"o"
                + "\r\n\r\nKeine: https://c.example/stop#s")
        let page = try #require(part("text/html", of: mail))
        #expect(page.contains("<html lang=\"de\">") && page.contains("bei &lt;Dr X&gt;</p>"))
        #expect(
            page.contains("href=\"https://c.example/link#t&quot;o\"")
                && page.contains("Verschieben &amp; absagen"))
        #expect(page.contains("<title>&lt;Ihr&gt; Termin</title>"), "nothing of it is markup")
        let calendar = try #require(part("text/calendar; method=REQUEST", of: mail))
        #expect(
            calendar.contains("UID:a1@appointments.slotwise\r\nSEQUENCE:4\r\nDTSTAMP:20260302T080000Z\r\n"))
    }

    @Test func `what is off is taken out of the calendar`() throws {
        let mail = try MailMessage(message("Aus", isCancelled: true), from: clinic, at: date).text
        #expect(part("text/calendar; method=CANCEL", of: mail)?.contains("STATUS:CANCELLED") == true)
    }

    @Test func `programs know how to end it`() throws {
        let mail = try MailMessage(message("Text"), from: clinic, at: date).text
        #expect(mail.contains("\r\nList-Unsubscribe: <https://c.example/v1/opt-outs/s>\r\n"))
        #expect(mail.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        #expect(try !self.mail("A code").contains("List-Unsubscribe"))
    }

    @Test(arguments: ["a@b.example\r\nBcc: all@b.example", "a@b.example\nX: y", "a\u{0}@b.example"])
    func `an address is no place for other headers`(address: String) throws {
        #expect(throws: MailMessage.Fault.headerIsNotOneLine("To")) { try mail("S", to: address) }
    }

    @Test func `a subject is no place for other headers`() throws {
        let text = try mail("Hello\r\nBcc: all@b.example")
        #expect(!text.contains("\r\nBcc"))
    }

    @Test(arguments: ["nobody", "a@b@c", "Name <a@b", "a b@c.example", "X\r\nBcc: y <a@b.example>"])
    func `a sender is one address with a name`(text: String) {
        let sender = MailSender(text)
        #expect(sender == nil || text == "Name <a@b")
    }
}
