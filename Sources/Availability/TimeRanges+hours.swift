import Domain

extension TimeRanges {
    /// Minutes in each hour of the clock, 0 to 23; hours without any are absent.
    ///
    /// Seconds that make no minute in their hour are left out.
    public func minutesByHour(in zone: ZoneRules) -> [Int: Int] {
        var seconds: [Int: Int] = [:]
        for range in ranges {
            var instant = range.start
            while instant < range.end {
                let second = zone.wallClock(at: instant).secondOfDay
                let left = Int(range.end.secondsSince1970 - instant.secondsSince1970)
                let rest = min(3_600 - second % 3_600, left)
                seconds[second / 3_600, default: 0] += rest
                instant = Instant(secondsSince1970: instant.secondsSince1970 + Int64(rest))
            }
        }
        return seconds.mapValues { $0 / 60 }.filter { $0.value > 0 }
    }
}
