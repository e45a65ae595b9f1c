import Foundation
import Testing

@testable import Channels

/// Text messages are what providers take, whatever is put into them.
@Suite struct TextMessageTests {
    private let text = "Ihr Termin: 11. März & mehr \"=\" 100 %\nBis bald 👋"

    @Test func `a form has each value once, whatever is in it`() throws {
        let template = try TextMessageTemplate(TextMessageChannel.Provider.usualBody)
        #expect(template.mediaType == "application/x-www-form-urlencoded")
        let filled = template.fill(to: "+4930", from: "Praxis & Co", text: text, callback: nil)
        let pairs = filled.split(separator: "&").map {
            $0.split(separator: "=", maxSplits: 1).map(String.init)
        }
        #expect(pairs.map { $0[0] } == ["To", "From", "Body"])
        #expect(pairs.map { $0[1].removingPercentEncoding } == ["+4930", "Praxis & Co", text])
        let told = template.fill(to: "1", from: "2", text: "3", callback: "https://c.example/v1/receipts/a.b")
        #expect(told.hasSuffix("&StatusCallback=https%3A%2F%2Fc.example%2Fv1%2Freceipts%2Fa.b"))
    }

    @Test func `JSON stays JSON`() throws {
        let template = try TextMessageTemplate(
            "{\n  \"to\": [\"{{to}}\"], \"message\": {\"text\": \"{{text}}\"}}")
        #expect(template.mediaType == "application/json")
        let filled = template.fill(to: "+4930", from: "x", text: text, callback: nil)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(filled.utf8)) as? [String: Any])
        #expect(object["to"] as? [String] == ["+4930"])
        #expect((object["message"] as? [String: String])?["text"] == text)
    }

    @Test(arguments: ["To={{to}}", "Body={{text}}", "{{#to}}{{text}}", "To={{to}&Body={{text}}"])
    func `a template that says too little, or cannot be read, is refused`(text: String) {
        #expect(throws: TextMessageTemplate.Fault.self) { try TextMessageTemplate(text) }
    }

    @Test(arguments: [
        ("+49 30 5550123", "+49305550123"), ("030/555 01 23", "+49305550123"),
        ("0049 (30) 555-0123", "+49305550123"),
        ("+44 (0)20 7946 0000", "+442079460000"), ("+33 1 23 45 67 89 ext. 12", "+33123456789"),
        ("(030) 5550123 x 7", "+49305550123"), ("0049 (0)30 5550123", "+49305550123"),
    ])
    func `numbers are dialled as people mean them`(written: String, dialled: String) {
        #expect(DialledNumber(written, countryCode: "+49")?.text == dialled)
    }

    @Test(arguments: [
        ("+1", "(415) 555-2671", "+14155552671"), ("+1", "1-212-555-0100", "+12125550100"),
        ("+36", "06 20 123 4567", "+36201234567"),
        ("+49", "(0049) 30 5550123", "+49305550123"), ("+39", "06 6982 1234", "+390669821234"),
        ("+45", "33 12 34 56", "+4533123456"),
    ])
    func `where nothing is left out, nothing is`(code: String, written: String, dialled: String) {
        #expect(DialledNumber(written, countryCode: code)?.text == dialled)
    }

    @Test(arguments: ["030 5550123", "5550123", "+49", "+123456789012345678", ""])
    func `a number within no country is dialled by nobody`(written: String) {
        #expect(DialledNumber(written, countryCode: nil) == nil)
    }
}
