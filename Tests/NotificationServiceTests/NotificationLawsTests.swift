import Booking
import Domain
import Reminders
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import NotificationService

/// Laws over random weeks in which visits are booked, moved and cancelled while sending fails and senders die.
@Suite struct NotificationLawsTests {
    /// A visit as it stood from some instant on.
    private struct Stood {
        let version: Int
        let isBooked: Bool
        let range: TimeRange
        let since: Instant
    }

    private struct Week {
        let fixture: NotificationFixture
        var random: SeededRandom
        var history: [Appointment.ID: [Stood]] = [:]

        init(seed: UInt64) async throws {
            fixture = try await NotificationFixture()
            random = SeededRandom(seed: seed)
            for number in 1...6 {
                try await fixture.ada(Patient.ID("p\(number)"), email: "p\(number)@example.org")
            }
        }

        private mutating func note(_ appointment: Appointment) {
            history[appointment.id, default: []].append(
                Stood(
                    version: appointment.version, isBooked: appointment.status == .booked,
                    range: appointment.range, since: fixture.clinic.time.now))
        }

        private mutating func number(_ below: Int) -> Int { Int(random.next() % UInt64(below)) }

        /// Books, moves or cancels something; what is refused was tried.
        mutating func change() async throws {
            let clinic = fixture.clinic
            // After whatever was sent at the last instant.
            clinic.time.advance(1)
            let start = clinic.at("09:00", day: number(12) + 1) + Minutes(20 * number(9))
            guard start > clinic.time.now else { return }
            let mine = history.filter {
                $0.value.last?.isBooked == true && $0.value.last!.range.start > clinic.time.now
            }
            .keys.sorted()
            let changed: Appointment?
            switch (number(4), mine.isEmpty) {
            case (0, false):
                changed = try? await CancelAppointment(clinic.scheduling)(
                    mine[number(mine.count)], by: clinic.staff)
            case (1, false):
                changed = try? await RescheduleAppointment(clinic.scheduling)(
                    mine[number(mine.count)], to: "okafor", at: start, by: clinic.staff)
            default:
                changed = try? await BookAppointment(clinic.scheduling)(
                    .init(
                        type: "visit", patient: Patient.ID("p\(number(6) + 1)"),
                        place: .slot("okafor", start: start)), by: clinic.staff, key: nil)
            }
            if let changed { note(changed) }
        }

        /// Lets an hour pass in which the service works, fails, dies or rests.
        mutating func hour() async throws {
            fixture.clinic.time.advance(60)
            switch number(5) {
            case 0: break
            case 1:
                try await HearBook(notifications: fixture.notifications)()
                _ = try await fixture.notifications.database.write {
                    try $0.takeDue(in: .visits, limit: 3, for: 2)
                }
            case 2:
                fixture.sink.fail(times: number(3))
                try await fixture.work()
            default: try await fixture.work()
            }
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `everything is told once, and nothing that is not so when it is told`(seed: UInt64) async throws {
        var week = try await Week(seed: seed)
        for _ in 0..<120 {
            try await week.change()
            try await week.hour()
        }
        let fixture = week.fixture
        // What failed waits at most for its last pause.
        try await fixture.run(until: fixture.clinic.time.now + 60, every: 5)
        let now = fixture.clinic.time.now
        #expect(Set(fixture.sink.messages.map(\.id)).count == fixture.sink.messages.count)
        var sent = 0
        for (id, stood) in week.history {
            let rows = try await fixture.notices(of: id)
            sent += rows.count { $0.state == .sent }
            #expect(
                !rows.contains { $0.state == .waiting && $0.dueAt + 60 <= now },
                "\(id): nothing waits that is due")
            for row in rows where row.state == .sent {
                let endedAt = try #require(row.endedAt)
                let then = try #require(stood.last { $0.since <= endedAt })
                #expect(row.version == then.version, "\(id): told of what stood")
                #expect(endedAt >= row.dueAt && endedAt < then.range.start, "\(id): in time")
                #expect((row.kind == .cancellation) != then.isBooked, "\(id): \(row.kind)")
            }
            let last = try #require(stood.last)
            let news = rows.filter { $0.version == last.version && $0.kind != .reminder }
            guard last.range.start > last.since + 180 else { continue }
            #expect(
                news.count == 1 && news.allSatisfy { $0.state != .failed || $0.attempts == 5 },
                "\(id): one piece of news of how it stands, given up after five attempts only")
            let due = DueReminder.all(
                before: last.range.start, .usual, quiet: nil, in: try TestZones().rules(for: "Europe/Paris"),
                since: last.since)
            let reminders = rows.filter { $0.version == last.version && $0.kind == .reminder }
            #expect(
                reminders.map(\.dueAt) == (last.isBooked ? due.map(\.at) : []),
                "\(id): reminders of how it stands")
        }
        #expect(sent == fixture.sink.messages.count && sent > 20, "\(sent) sent")
    }
}
