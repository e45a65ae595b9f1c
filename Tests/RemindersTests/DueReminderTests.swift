import Availability
import Domain
import Reminders
import TestKit
import Testing

/// When reminders go out: long enough before, never in quiet hours, never too late to be of use.
@Suite struct DueReminderTests {
    private let zone = try! TestZones().rules(for: "Europe/Paris")

    private func at(_ text: String) -> Instant { Instant(rfc3339: text)! }

    private func due(
        _ start: String, since: String = "2026-02-01T08:00:00Z", quiet: String? = nil,
        _ policy: ReminderPolicy = .usual
    ) -> [String] {
        DueReminder.all(
            before: at(start), policy, quiet: quiet.flatMap { LocalTimeRange($0) }, in: zone, since: at(since)
        ).map { "\($0.offset.count) \($0.at)" }
    }

    @Test func `a week, a day and two hours before`() {
        #expect(
            due("2026-03-12T14:00:00Z") == [
                "10080 2026-03-05T14:00:00Z", "1440 2026-03-11T14:00:00Z", "120 2026-03-12T12:00:00Z",
            ])
    }

    @Test func `whoever booked a moment ago is not reminded of it`() {
        #expect(due("2026-03-12T14:00:00Z", since: "2026-03-11T13:30:00Z") == ["120 2026-03-12T12:00:00Z"])
        #expect(due("2026-03-12T14:00:00Z", since: "2026-03-12T11:30:00Z").isEmpty)
        #expect(due("2026-03-12T14:00:00Z", since: "2026-03-13T11:30:00Z").isEmpty)
    }

    @Test func `quiet hours are waited for, or come before where the visit would`() {
        let late = ReminderPolicy(offsets: [120])
        // Nine in Paris is eight in winter's UTC: two hours before lies in the quiet of 21–8, which ends in time.
        #expect(due("2026-03-12T09:00:00Z", quiet: "21:00-09:00", late) == ["120 2026-03-12T08:00:00Z"])
        // No half hour is left after them: the evening before, a minute before they begin.
        #expect(due("2026-03-12T08:15:00Z", quiet: "21:00-09:00", late) == ["120 2026-03-11T19:59:00Z"])
        #expect(due("2026-03-12T14:00:00Z", quiet: "00:00-24:00", late) == ["120 2026-03-12T12:00:00Z"])
    }

    @Test func `two reminders that would come together are one`() {
        let policy = ReminderPolicy(offsets: [180, 120, 120])
        #expect(policy.offsets == [180, 120])
        #expect(due("2026-03-12T10:00:00Z", quiet: "08:00-10:00", policy) == ["120 2026-03-12T09:00:00Z"])
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `no reminder is in quiet hours, after the visit, or out of order`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let start = Instant(secondsSince1970: 1_770_000_000 + Int64(random.next() % 40_000_000) / 300 * 300)
        let (from, until) = (Int(random.next() % 1_440), Int(random.next() % 1_440))
        guard let first = LocalTime(minuteOfDay: from), let last = LocalTime(minuteOfDay: until),
            let quiet = LocalTimeRange(first, last)
        else { return }
        let policy = ReminderPolicy(offsets: (0..<4).map { _ in Minutes(Int(random.next() % 20_000) + 1) })
        let reminders = DueReminder.all(
            before: start, policy, quiet: quiet, in: zone, since: start - 30_000)
        for reminder in reminders {
            #expect(reminder.at < start && reminder.at > start - 30_000)
            let minute = zone.wallClock(at: reminder.at).secondOfDay / 60
            let isQuiet =
                quiet.isOvernight ? minute >= from || minute < until : minute >= from && minute < until
            #expect(!isQuiet, "\(reminder) in \(quiet)")
        }
        #expect(reminders.map(\.at) == reminders.map(\.at).sorted())
    }
}
