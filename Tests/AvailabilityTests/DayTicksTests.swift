import Availability
import Domain
import TestKit
import Testing

@Suite struct DayTicksTests {
    @Test(arguments: ["2026-03-02", "2026-03-29", "2026-10-25"])
    func `the working day reads like the wall clock, also when the clocks change`(date: String) throws {
        let zone = try TestZones().rules(for: "Europe/Paris")
        let date = try #require(LocalDate(iso8601: date))
        let ticks = DayTicks(date, zone: zone, tickMinutes: 5)
        let nine = try #require(zone.instants(of: LocalTime("09:00")!, on: date).first)
        #expect(ticks.tick(at: nine) == 108)
        #expect(ticks.instant(at: 108) == nine)
    }

    @Test func `free time is rounded inwards and taken time outwards`() {
        let ticks = DayTicks(
            LocalDate(daysSince1970: 0), zone: ZoneRules(name: "UTC", fixedOffsetSeconds: 0), tickMinutes: 5)
        let range = TimeRange(start: Instant(secondsSince1970: 301), end: Instant(secondsSince1970: 1_499))
        #expect(ticks.inside(range) == 2..<4)
        #expect(ticks.touching(range) == 1..<5)
        #expect(
            ticks.touching(
                TimeRange(start: Instant(secondsSince1970: -900), end: Instant(secondsSince1970: 300)))
                == 0..<1)
    }
}
