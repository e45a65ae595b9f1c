import Book
import Booking
import Directory
import Domain
import ServiceContracts
import TestKit
import Testing

/// An address for calendars shows what is one's own, and ends.
@Suite struct CalendarFeedTests {
    private let mother = Caller(name: "account-1", role: .patient, patients: ["ada", "ben"])

    @Test func `it shows whom somebody acts for, what is on, by start`() async throws {
        let clinic = try await TestClinic(patients: 2)
        let own = try await clinic.book("visit", "okafor", "11:00", day: 2, for: "pt-1")
        let childs = try await clinic.book("visit", "okafor", "10:00", day: 2, for: "pt-2")
        let off = try await clinic.book("visit", "okafor", "09:00", day: 2, for: "pt-1")
        _ = try await CancelAppointment(clinic.scheduling)(off.id, by: clinic.staff)
        let caller = Caller(name: "account-1", role: .patient, patients: ["pt-1", "pt-2"])
        let feeds = KeepCalendarFeed(clinic.scheduling)
        let (token, feed) = try await feeds.make(in: "de", by: caller)
        #expect(feed.patients == ["pt-1", "pt-2"] && feed.language == "de")
        let (read, appointments) = try await feeds.read(token)
        #expect(read == feed && appointments.map(\.id) == [childs.id, own.id])
        #expect(try await feeds.show(to: caller).token == token)
    }

    @Test func `another address, its owner, and the end of a right end it`() async throws {
        let clinic = try await TestClinic(patients: 2)
        let feeds = KeepCalendarFeed(clinic.scheduling)
        let first = try await feeds.make(in: "en", by: mother).token
        let second = try await feeds.make(in: "en", by: mother).token
        await #expect(throws: CalendarFeedError.unknown) { try await feeds.read(first) }
        try await feeds.end(by: mother)
        await #expect(throws: CalendarFeedError.unknown) { try await feeds.read(second) }
        await #expect(throws: CalendarFeedError.unknown) { try await feeds.end(by: mother) }
        let third = try await feeds.make(in: "en", by: mother).token
        let other = try await feeds.make(
            in: "en", by: Caller(name: "account-2", role: .patient, patients: ["eva"])
        ).token
        let appointments: any Appointments = BookAppointments(clinic.scheduling)
        // Of another account, and with nobody's child: it stays.
        try await appointments.endLinks(madeBy: "account-2", to: "ben")
        _ = try await feeds.read(third)
        try await appointments.endLinks(madeBy: "account-1", to: "ben")
        await #expect(throws: CalendarFeedError.unknown) { try await feeds.read(third) }
        _ = try await feeds.read(other)
    }

    @Test func `who has no appointments of their own has no calendar`() async throws {
        let clinic = try await TestClinic(patients: 1)
        await #expect(throws: CalendarFeedError.nobodys) {
            _ = try await KeepCalendarFeed(clinic.scheduling).make(in: "en", by: clinic.staff)
        }
    }
}
