public import Domain

extension TimeRanges {
    /// Minutes in each hour of the clock, 0 to 23, of each local day; hours without any are absent.
    ///
    /// Seconds that make no minute in their hour are left out.
    ///
    /// - Complexity: O(hours).
    public func minutesByHour(in zone: ZoneRules) -> [LocalDate: [Int: Int]] {
        var seconds: [LocalDate: [Int: Int]] = [:]
        for range in ranges {
            var instant = range.start
            while instant < range.end {
                let clock = zone.wallClock(at: instant)
                let left = Int(range.end.seconds(since: instant))
                let rest = min(3_600 - clock.secondOfDay % 3_600, left)
                seconds[clock.date, default: [:]][clock.secondOfDay / 3_600, default: 0] += rest
                instant = Instant(secondsSince1970: instant.secondsSince1970 + Int64(rest))
            }
        }
        return seconds.mapValues { hours in hours.mapValues { $0 / 60 }.filter { $0.value > 0 } }
    }
}
