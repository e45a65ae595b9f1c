import Storage
import Domain
import ServiceContracts
import TestKit
import Testing
import Words

@testable import NotificationService

/// A clinic says what it says in its own words, and never something that nobody meant.
@Suite struct TemplateTests {
    private let booked = NoticeTemplate(event: .booked, channel: .email, language: .english)

    private func keep(
        _ fixture: NotificationFixture, _ template: NoticeTemplate, _ subject: String, _ text: String
    ) async throws {
        _ = try await KeepTemplates(database: fixture.notifications.database).change(
            template, to: TemplateText(subject: subject, text: text), by: fixture.clinic.admin
        ) { _ in }
    }

    @Test func `the usual words are templates, and come out as they were written`() throws {
        for template in NoticeTemplate.all {
            try template.usual.check(for: template)
            #expect(NoticeTemplate(id: template.id) == template)
            let letter = Letter(
                template.event.letter,
                Dictionary(
                    uniqueKeysWithValues: template.fields.map { ($0, Reason.Value.name("<\($0)> & co")) }))
            let (subject, text) = Words(template.language).letter(letter)
            let filled = try template.usual.filled(
                Dictionary(uniqueKeysWithValues: template.fields.map { ($0, "<\($0)> & co") }))
            if template.hasSubject { #expect(filled.subject == subject) }
            if template.channel != .push { #expect(filled.text == text) }
        }
    }

    @Test func `a message is in the clinic's words, with its values and nothing of a template's power`()
        async throws
    {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        try await keep(
            fixture, booked, "Seen on {{when}}",
            "Dear {{name}},\n\n{{who}} expects you: {{when}}.{{#phone}}\nCall {{phone}}.{{/phone}}{{^phone}}\nWrite to us.{{/phone}}"
        )
        _ = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        let message = try #require(fixture.sink.messages.last)
        #expect(message.subject == "Seen on Wed 11 Mar 2026, 10:00")
        #expect(message.text == "Dear Ada,\n\nDr Okafor expects you: Wed 11 Mar 2026, 10:00.\nWrite to us.")
        // Values are never templates.
        #expect(
            try TemplateText(subject: "", text: "{{name}}").filled(["name": "{{who}} {{#x}} <b>"]).text
                == "{{who}} {{#x}} <b>")
    }

    @Test func `who writes stands below mails, and where answers go`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        _ = try await KeepTemplates(database: fixture.notifications.database).keepCard(
            ClinicCardBody(
                name: Line("Practice at the Park"), phone: PhoneNumber("+49 30 5550100"),
                replyTo: EmailAddress("desk@park.example")), by: fixture.clinic.admin
        ) { _ in }
        _ = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        let message = try #require(fixture.sink.messages.last)
        #expect(message.sender?.replyTo == "desk@park.example")
        #expect(message.textWithLinks.contains("\n\nPractice at the Park\n+49 30 5550100\n\n"))
    }

    @Test(arguments: [
        ("Hello {{patient}}", "x", TemplateText.Fault.unknownField("patient", in: .subject)),
        ("On {{when}}", "For {{reason}}", .unknownField("reason", in: .text)),
        ("On {{when}}", "{{#who}}x", .malformed(.text)), ("On {{when}}", "{{{who}}}", .malformed(.text)),
        ("On {{when}}", "{{>other}}", .malformed(.text)), ("On {{when}}", "{{& who}}", .malformed(.text)),
        ("On {{when}}", "{{=<% %>=}}<% who %>", .malformed(.text)),
        ("On {{when}}", "{{who.name}}", .malformed(.text)),
        ("On {{when}}", "{{! nothing }}x", .malformed(.text)), ("{{when", "x", .malformed(.subject)),
        ("On {{when}}", "{{#phone}}Call.{{/phone}}", .empty(.text)), ("{{name}}", "Come.", .empty(.subject)),
        ("On {{when}}", "", .empty(.text)), ("On {{when}}", "{{^name}}Come.{{/name}}", .empty(.text)),
        (String(repeating: "x", count: 151), "Come.", .tooLong(.subject, most: 150)),
        ("On {{when}}", "Before: {{before}}", .unknownField("before", in: .text)),
    ])
    func `what is no template is refused by name`(subject: String, text: String, fault: TemplateText.Fault) {
        #expect(throws: fault) { try TemplateText(subject: subject, text: text).check(for: booked) }
    }

    @Test func `a lock screen has no field for with whom or where`() {
        for event in TemplateBody.Event.allCases {
            let push = NoticeTemplate(event: event, channel: .push, language: .german)
            for name in ["who", "where", "name", "before", "whoBefore"] {
                #expect(throws: TemplateText.Fault.unknownField(name, in: .text)) {
                    try TemplateText(subject: "Am {{when}}", text: "Bei {{\(name)}}").check(for: push)
                }
            }
        }
    }

    @Test func `every version is kept, and the usual words are taken up again`() async throws {
        let fixture = try await NotificationFixture()
        try await keep(fixture, booked, "One", "First.")
        try await keep(fixture, booked, "Two", "Second.")
        let templates = KeepTemplates(database: fixture.notifications.database)
        _ = try await templates.change(booked, to: nil, by: fixture.clinic.admin) { _ in }
        let versions = try await fixture.notifications.database.read {
            try $0.versions(ofTemplate: "booked.email.en")
        }
        #expect(versions.map(\.version) == [3, 2, 1])
        #expect(versions.map { $0.words?.subject } == [nil, "Two", "One"])
        #expect(try await templates.list().allSatisfy { !$0.isOwn })
        struct Changed: Error {}
        await #expect(throws: Changed.self) {
            try await templates.change(booked, to: nil, by: fixture.clinic.admin) { version in
                if version != 2 { throw Changed() }
            }
        }
    }
}
