import Availability
import Domain
import TestKit
import Testing

/// Minutes of open time in the hours of a clock.
@Suite struct HoursTests {
    private func minutes(_ ranges: (String, String)...) throws -> [String: [Int: Int]] {
        let ranges = try ranges.map { start, end in
            TimeRange(
                start: try #require(Instant(rfc3339: start)), end: try #require(Instant(rfc3339: end)))
        }
        let days = TimeRanges(ranges).minutesByHour(in: try TestZones().rules(for: "Europe/Paris"))
        return Dictionary(uniqueKeysWithValues: days.map { ("\($0)", $1) })
    }

    @Test func `each minute is in the hour that clocks show`() throws {
        #expect(
            try minutes(
                ("2026-03-02T07:50:00Z", "2026-03-02T10:05:00Z"),
                ("2026-03-02T22:30:00Z", "2026-03-02T23:10:00Z"))
                == ["2026-03-02": [8: 10, 9: 60, 10: 60, 11: 5, 23: 30], "2026-03-03": [0: 10]])
    }

    @Test func `an hour that is left out has none, and one that comes twice has both`() throws {
        #expect(
            try minutes(("2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z")) == ["2026-03-29": [1: 60, 3: 60]])
        #expect(
            try minutes(("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z")) == [
                "2026-10-25": [1: 60, 2: 120, 3: 60]
            ])
    }
}
