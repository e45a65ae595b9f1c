import Book
import Booking
import Directory
import Domain
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import NotificationService

/// Whoever waits hears of a place that is kept for them, while it is.
@Suite struct OfferNoticeTests {
    private let days = LocalDate(iso8601: "2026-03-02")!...LocalDate(iso8601: "2026-03-13")!

    /// A place that is offered to Ada, who waits for one, or for another than she has.
    private func offer(
        _ fixture: NotificationFixture, insteadOf own: Appointment? = nil, lasting minutes: Minutes = 60
    ) async throws -> Offer {
        let clinic = fixture.clinic
        let entry = try await JoinWaitlist(clinic.scheduling)(
            "ada", for: "visit", on: days, insteadOf: own?.id, by: clinic.staff)
        return try await MakeOffer(clinic.scheduling)(
            entry.id, with: "weber", at: clinic.at("11:00", day: 2), lasting: minutes, by: clinic.staff)
    }

    private func token(in message: OutgoingMessage) throws -> String {
        let link = try #require(message.links.first)
        #expect(link.address.hasPrefix("https://clinic.example/offer#"))
        return String(link.address.split(separator: "#")[1])
    }

    @Test func `an offer is told once, and taken without signing in`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let offer = try await offer(fixture)
        try await fixture.work()
        try await fixture.work()
        #expect(fixture.sink.subjects == ["A place for you: Wed 4 Mar 2026, 11:00"])
        let message = try #require(fixture.sink.messages.first)
        #expect(message.text.contains("We keep it for you until Mon 2 Mar 2026, 09:00"), "\(message.text)")
        #expect(message.event == nil && message.optOut != nil)
        let links = UseLink(fixture.clinic.scheduling)
        let token = try token(in: message)
        let opened = try await links.openOffer(token)
        #expect(opened.offer.id == offer.id && opened.caller.patients == ["ada"])
        await #expect(throws: LinkError.unknown, "it opens no appointment") { try await links.open(token) }
        let taken = try await AnswerOffer(fixture.clinic.scheduling).accept(byLink: token)
        #expect(taken.appointment.patient == "ada")
        try await fixture.work()
        #expect(fixture.sink.subjects.dropFirst() == ["Your appointment on Wed 4 Mar 2026, 11:00"])
        await #expect(throws: LinkError.expired) { try await links.openOffer(token) }
    }

    @Test func `whoever would give up an appointment for it reads which`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada(language: "de")
        let own = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        _ = try await offer(fixture, insteadOf: own)
        try await fixture.work()
        let message = try #require(fixture.sink.messages.last)
        #expect(message.subject == "Ein anderer Platz für Sie: Mi 4. März 2026, 11:00")
        #expect(
            message.text.contains("Ihr Termin am Mi 11. März 2026, 10:00 bei Dr Okafor"), "\(message.text)")
        let opened = try await UseLink(fixture.clinic.scheduling).openOffer(try token(in: message))
        #expect(opened.offer.instead == Seat(practitioner: "okafor", start: own.range.start))
    }

    @Test func `nobody hears of an offer that was answered or has ended`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let answer = AnswerOffer(fixture.clinic.scheduling)
        try await answer.decline(try await offer(fixture).id, by: fixture.clinic.staff)
        try await fixture.work()
        fixture.sink.fail(times: 1)
        let entry = try #require(try await JoinWaitlist(fixture.clinic.scheduling).list().first)
        _ = try await MakeOffer(fixture.clinic.scheduling)(
            entry.id, with: "weber", at: fixture.clinic.at("10:00", day: 2), lasting: 10,
            by: fixture.clinic.staff)
        try await fixture.work()
        fixture.clinic.time.advance(15)
        try await fixture.work()
        #expect(fixture.sink.messages.isEmpty)
        let why = try await fixture.notifications.database.read { transaction in
            try transaction.rows("SELECT why FROM notice WHERE kind = 'offer'").map { try $0.text(0) }
        }
        #expect(why == ["over"], "and the first was none any more when it was heard of")
    }

    @Test func `a link to an offer ends with the address it was sent to`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        _ = try await offer(fixture)
        try await fixture.work()
        let token = try token(in: try #require(fixture.sink.messages.last))
        let appointments: any Appointments = BookAppointments(fixture.clinic.scheduling)
        try await appointments.endLinks(madeBy: nil, to: "ada")
        await #expect(throws: LinkError.expired) {
            try await UseLink(fixture.clinic.scheduling).openOffer(token)
        }
        let answer = AnswerOffer(fixture.clinic.scheduling)
        await #expect(throws: LinkError.expired) { try await answer.accept(byLink: token) }
        await #expect(throws: LinkError.expired) { try await answer.decline(byLink: token) }
    }

    @Test func `a link to an appointment opens no offer, nor does anything else`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        _ = try await offer(fixture)
        let links = UseLink(fixture.clinic.scheduling)
        let own = try await links.own().token(to: booked.id, ended: 0)
        let made = try await links.make(booked.id, by: fixture.clinic.staff).token
        for token in [own, made, "x.y", ""] {
            await #expect(throws: LinkError.unknown) { try await links.openOffer(token) }
        }
        #expect(try await links.open(own).appointment.id == booked.id)
    }

    @Test func `the desk calls whoever no offer reached, until it ends`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada(email: nil, phone: "+49 30 5550123")
        let offer = try await offer(fixture)
        try await fixture.work()
        let calls = CallPeople(notifications: fixture.notifications)
        let other = Caller(name: "okafor", role: .practitioner, practitioner: "okafor")
        #expect(try await calls.list(for: other).isEmpty)
        let call = try #require(try await calls.list(for: fixture.clinic.staff).first)
        #expect(call.kind == .offer && call.appointment == nil && call.name == "Ada")
        #expect(call.start == fixture.clinic.at("11:00", day: 2) && call.until == offer.hold.expiresAt)
        try await calls.note(call.id.rawValue, by: fixture.clinic.staff)
        #expect(try await calls.list(for: fixture.clinic.staff).isEmpty)

        let entry = try #require(try await JoinWaitlist(fixture.clinic.scheduling).list().first)
        try await AnswerOffer(fixture.clinic.scheduling).decline(offer.id, by: fixture.clinic.staff)
        let again = try await MakeOffer(fixture.clinic.scheduling)(
            entry.id, with: "weber", at: fixture.clinic.at("10:00", day: 2), by: fixture.clinic.staff)
        try await fixture.work()
        #expect(try await calls.list(for: fixture.clinic.staff).count == 1)
        fixture.clinic.time.set(again.hold.expiresAt)
        #expect(try await calls.list(for: fixture.clinic.staff).isEmpty)
    }
}
