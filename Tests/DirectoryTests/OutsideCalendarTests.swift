import Book
import Booking
import Domain
import ServiceContracts
import Storage
import Synchronization
import TestKit
import Testing

@testable import Directory

/// Whoever is busy elsewhere is not booked here, whatever becomes of the other calendar.
@Suite struct OutsideCalendarTests {
    private func busyAt(_ times: String...) -> String {
        let events = times.map {
            "BEGIN:VEVENT\nUID:\($0)\nDTSTART;TZID=Europe/Paris:\($0)\nDURATION:PT1H\nEND:VEVENT"
        }
        return (["BEGIN:VCALENDAR"] + events + ["END:VCALENDAR"]).joined(separator: "\n")
    }

    private func isFree(_ clinic: TestClinic, at time: String, day: Int) async throws -> Bool {
        let slots = try await FindSlots(clinic.scheduling)(
            "visit", with: "okafor", at: nil, from: LocalDate(iso8601: "2026-03-02")! + day, days: 1,
            limit: 1_000)
        return slots.contains { $0.range.start == clinic.at(time, day: day) }
    }

    @Test func `its busy times are not offered, and free again once they are gone`() async throws {
        let (clinic, source) = (try await TestClinic(), Calendar())
        source.text = busyAt("20260311T100000")
        #expect(try await isFree(clinic, at: "10:00", day: 9))
        let shown = try await FollowCalendar(clinic.scheduling, source).begin(
            "okafor", at: "https://a.example/x.ics", by: clinic.admin)
        #expect(shown.busy.map(\.start) == [clinic.at("10:00", day: 9)])
        #expect(try await !isFree(clinic, at: "10:00", day: 9))
        #expect(try await isFree(clinic, at: "11:00", day: 9))
        await #expect(throws: BookingError.self) {
            try await clinic.book("visit", "okafor", "10:30", day: 9, for: "pt-1")
        }
        source.text = busyAt("20260311T140000")
        clinic.time.advance(16)
        try await ReadCalendars(clinic.scheduling, source)()
        #expect(try await isFree(clinic, at: "10:00", day: 9))
        #expect(try await !isFree(clinic, at: "14:00", day: 9))
        try await FollowCalendar(clinic.scheduling, source).end("okafor", by: clinic.admin)
        #expect(try await isFree(clinic, at: "14:00", day: 9))
    }

    @Test func `a calendar that cannot be read blocks what it did, says so, and is read again`() async throws
    {
        let (clinic, source) = (try await TestClinic(), Calendar())
        let follow = FollowCalendar(clinic.scheduling, source)
        source.text = busyAt("20260311T100000")
        _ = try await follow.begin("okafor", at: "https://a.example/x.ics", by: clinic.admin)
        for (text, trouble) in [("", CalendarTrouble.silence), ("nothing of a calendar", nil)] {
            (source.text, source.trouble) = (text, trouble)
            clinic.time.advance(16)
            try await ReadCalendars(clinic.scheduling, source)()
            let shown = try await follow.show("okafor")
            #expect(shown.calendar.fault != nil && shown.busy.count == 1)
            #expect(try await !isFree(clinic, at: "10:00", day: 9))
        }
        (source.text, source.trouble) = (busyAt(), nil)
        clinic.time.advance(16)
        try await ReadCalendars(clinic.scheduling, source)()
        let shown = try await follow.show("okafor")
        #expect(shown.calendar.fault == nil && shown.busy.isEmpty)
    }

    @Test func `it is asked every quarter of an hour, by its tag, and wholly once a day`() async throws {
        let (clinic, source) = (try await TestClinic(), Calendar())
        source.text = busyAt("20260311T100000")
        source.tag = "one"
        _ = try await FollowCalendar(clinic.scheduling, source).begin(
            "okafor", at: "https://a.example/x.ics", by: clinic.admin)
        for _ in 0..<4 {
            clinic.time.advance(5)
            try await ReadCalendars(clinic.scheduling, source)()
        }
        #expect(source.asked == [nil, "one"])
        clinic.time.advance(1_440)
        try await ReadCalendars(clinic.scheduling, source)()
        #expect(source.asked.last == .some(nil))
        #expect(try await !isFree(clinic, at: "10:00", day: 9))
    }

    @Test func `of several instances one reads it`() async throws {
        let (clinic, source) = (try await TestClinic(), Calendar())
        source.text = busyAt()
        _ = try await FollowCalendar(clinic.scheduling, source).begin(
            "okafor", at: "https://a.example/x.ics", by: clinic.admin)
        clinic.time.advance(16)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await ReadCalendars(clinic.scheduling, source)() } }
            try await group.waitForAll()
        }
        #expect(source.asked.count == 2)
    }

    @Test func `what a calendar blocked stays blocked until the one at another address is read`() async throws
    {
        let (clinic, source) = (try await TestClinic(), Calendar())
        let follow = FollowCalendar(clinic.scheduling, source)
        source.text = busyAt("20260311T100000")
        _ = try await follow.begin("okafor", at: "https://a.example/x.ics", by: clinic.admin)
        source.trouble = .status(404)
        let shown = try await follow.begin("okafor", at: "https://b.example/y.ics", by: clinic.admin)
        #expect(shown.busy.count == 1 && shown.calendar.readAt == nil)
        #expect(shown.calendar.fault?.contains("404") == true)
        #expect(try await !isFree(clinic, at: "10:00", day: 9))
        (source.text, source.trouble) = (busyAt("20260311T140000"), nil)
        clinic.time.advance(16)
        try await ReadCalendars(clinic.scheduling, source)()
        #expect(try await isFree(clinic, at: "10:00", day: 9))
        #expect(try await !isFree(clinic, at: "14:00", day: 9))
    }

    @Test func `whose appointments it overlaps is said; they stay where they are`() async throws {
        let (clinic, source) = (try await TestClinic(), Calendar())
        let booked = try await clinic.book("visit", "okafor", "10:00", day: 9, for: "pt-1")
        source.text = busyAt("20260311T100000")
        let shown = try await FollowCalendar(clinic.scheduling, source).begin(
            "okafor", at: "https://a.example/x.ics", by: clinic.admin)
        #expect(shown.displaced.map(\.appointment.id) == [booked.id])
        let stands = try await FindAppointment(clinic.scheduling)(booked.id)
        #expect(stands.range == booked.range && stands.status == .booked)
    }

    @Test func `whoever leaves the clinic takes their calendar along`() async throws {
        let (clinic, source) = (try await TestClinic(), Calendar())
        source.text = busyAt("20260311T100000")
        let follow = FollowCalendar(clinic.scheduling, source)
        _ = try await follow.begin("okafor", at: "https://a.example/x.ics", by: clinic.admin)
        _ = try await ChangeClinic(clinic.scheduling)(.practitioner("okafor"), "gone", by: clinic.admin) {
            clinic, _ in
            clinic.practitioners["okafor"] = nil
            clinic.templates.removeAll { $0.practitioner == "okafor" }
            clinic.busyTimes.removeAll { $0.practitioner == "okafor" }
        }
        clinic.time.advance(16)
        try await ReadCalendars(clinic.scheduling, source)()
        await #expect(throws: FollowCalendar.None.self) { try await follow.show("okafor") }
    }
}

/// A calendar as its server answers.
private final class Calendar: CalendarSource {
    private struct State {
        var text = ""
        var tag: String?
        var trouble: CalendarTrouble?
        var asked: [String?] = []
    }

    private let state = Mutex(State())
    var text: String {
        get { state.withLock { $0.text } }
        set { state.withLock { $0.text = newValue } }
    }
    var tag: String? {
        get { state.withLock { $0.tag } }
        set { state.withLock { $0.tag = newValue } }
    }
    var trouble: CalendarTrouble? {
        get { state.withLock { $0.trouble } }
        set { state.withLock { $0.trouble = newValue } }
    }
    var asked: [String?] { state.withLock { $0.asked } }

    func read(_ address: String, unless tag: String?) async throws -> CalendarAnswer {
        try state.withLock { state in
            state.asked.append(tag)
            if let trouble = state.trouble { throw trouble }
            return tag != nil && tag == state.tag
                ? .unchanged : .bytes(Array(state.text.utf8), tag: state.tag)
        }
    }
}
