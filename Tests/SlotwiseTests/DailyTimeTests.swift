import Domain
import Foundation
import Testing

@testable import slotwise

/// When a time of every day comes next, on a clock that is put forward and back.
@Suite struct DailyTimeTests {
    private func next(_ time: String, after now: String) throws -> String {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let instant = try #require(Instant(rfc3339: now))
        return DailyTime(try #require(LocalTime(time)), zone: zone).next(after: instant).rfc3339
    }

    @Test(arguments: [
        ("02:30", "2026-03-02T00:00:00Z", "2026-03-02T01:30:00Z"),
        ("02:30", "2026-03-02T01:30:00Z", "2026-03-03T01:30:00Z"),
        ("23:59", "2026-03-02T22:58:59Z", "2026-03-02T22:59:00Z"),
    ])
    func `it is today's if that is to come, else tomorrow's`(_ time: String, _ now: String, _ next: String)
        throws
    {
        #expect(try self.next(time, after: now) == next)
    }

    @Test func `on a day without it, it is when the clock has passed it`() throws {
        #expect(try next("02:30", after: "2026-03-28T23:30:00Z") == "2026-03-29T01:00:00Z")
    }

    @Test func `on a day that has it twice, it comes once`() throws {
        #expect(try next("02:30", after: "2026-10-24T23:00:00Z") == "2026-10-25T00:30:00Z")
        #expect(try next("02:30", after: "2026-10-25T00:30:00Z") == "2026-10-26T01:30:00Z")
    }
}
