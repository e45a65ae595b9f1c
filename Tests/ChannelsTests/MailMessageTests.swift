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
