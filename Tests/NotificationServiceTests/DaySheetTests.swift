import Book
import Booking
import Domain
import ServiceContracts
import Storage
import TestKit
import Testing
import Words

@testable import NotificationService

/// Practitioners who wish it hear what the next day holds, once, and nobody's name.
@Suite struct DaySheetTests {
    private let doctor = Caller(name: "account-okafor", role: .practitioner, practitioner: "okafor")

    private func wish(
        _ at: String?, _ notifications: Notifications, in language: Language = .english
    ) async throws {
        try await KeepDaySheet(database: notifications.database)(
            DaySheetBody(at: at.flatMap { LocalTime($0) }), for: "okafor", in: language, by: doctor)
    }

    @Test func `the evening before, how many come and from when to when`() async throws {
        let fixture = try await NotificationFixture()
        let staff = Accounts()
        let notifications = fixture.notifications(knowing: staff)
        staff.reach("account-okafor", at: "okafor@clinic.example")
        try await wish("18:00", notifications)
        let clinic = fixture.clinic
        for patient in ["ada", "ben", "eva"] { try await fixture.ada(Patient.ID(patient), email: nil) }
        try await clinic.book("visit", "okafor", "09:00", day: 1, for: "ada")
        try await clinic.book("visit", "okafor", "10:40", day: 1, for: "pt-1")
        try await clinic.book("visit", "weber", "10:00", day: 1, for: "ben")
        let gone = try await clinic.book("visit", "okafor", "11:20", day: 1, for: "eva")
        clinic.time.set(clinic.at("17:59"))
        try await notifications.catchUp()
        #expect(fixture.sink.messages.isEmpty)
        _ = try await CancelAppointment(clinic.scheduling)(gone.id, by: clinic.staff)
        for _ in 0..<3 {
            clinic.time.advance(1)
            try await notifications.catchUp()
        }
        let message = try #require(fixture.sink.messages.first)
        #expect(fixture.sink.messages.count == 1 && message.address == "okafor@clinic.example")
        #expect(message.subject == "Tomorrow, Tue 3 Mar 2026: 2 appointments")
        #expect(message.text.hasPrefix("From 09:00 to 11:00, Main."), "\(message.text)")
        #expect(
            !message.text.contains("Ada") && message.links.map(\.address) == ["https://clinic.example/agenda"]
        )
    }

    @Test func `what was not sent in its evening is not sent at all, and a code waits for none`() async throws
    {
        let fixture = try await NotificationFixture()
        let staff = Accounts()
        let notifications = fixture.notifications(knowing: staff)
        staff.reach("account-okafor", at: "okafor@clinic.example")
        try await wish("18:00", notifications)
        try await fixture.clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        fixture.clinic.time.set(fixture.clinic.at("23:00"))
        fixture.sink.fail(times: 1)
        try await notifications.catchUp()
        let queued = try await notifications.database.read { transaction in
            (
                try transaction.hasDueNotices(in: .messages),
                try transaction.rows("SELECT state FROM notice WHERE kind = 'calm-message'").count
            )
        }
        #expect(!queued.0 && queued.1 == 1)
        fixture.clinic.time.set(fixture.clinic.at("09:30", day: 1))
        try await notifications.catchUp()
        #expect(fixture.sink.messages.isEmpty)
    }

    @Test func `a day without anybody, who left and who no longer wishes it hear nothing`() async throws {
        let fixture = try await NotificationFixture()
        let staff = Accounts()
        let notifications = fixture.notifications(knowing: staff)
        try await wish("06:00", notifications, in: .german)
        try await notifications.catchUp()
        #expect(fixture.sink.messages.isEmpty, "there is no address")
        staff.reach("account-okafor", at: "okafor@clinic.example")
        fixture.clinic.time.advance(1_440)
        try await notifications.catchUp()
        #expect(fixture.sink.messages.isEmpty, "nobody comes")
        try await fixture.clinic.book("visit", "okafor", "09:00", day: 3, for: "pt-1")
        fixture.clinic.time.advance(1_440)
        try await notifications.catchUp()
        #expect(fixture.sink.subjects == ["Morgen, Do 5. März 2026: 1 Termin"])
        #expect(
            try await KeepDaySheet(database: notifications.database).read(of: doctor.name).at
                == LocalTime("06:00"))
        try await wish(nil, notifications)
        try await fixture.clinic.book("visit", "okafor", "09:00", day: 4, for: "pt-1")
        fixture.clinic.time.advance(1_440)
        try await notifications.catchUp()
        #expect(fixture.sink.messages.count == 1)
    }
}
