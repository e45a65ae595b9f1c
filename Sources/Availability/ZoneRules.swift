public import Domain

/// The offsets of one IANA time zone as a table of transitions.
///
/// Wall clocks differ from UTC by an offset that jumps now and then. Everything here follows from one reading of
/// that: a wall-clock stretch of a day is *the set of instants whose wall clock lies in it*. Skipped times give no
/// instant, repeated ones give two.
public struct ZoneRules: Sendable, Hashable {
    /// IANA name.
    public let name: String
    /// Instants at which the offset changes, ascending, in seconds since 1970.
    let transitions: [Int64]
    /// `offsets[i]` holds before `transitions[i]`; the last one holds for good.
    let offsets: [Int]

    /// A zone from its table; `offsets` has one entry more than `transitions`.
    init(name: String, transitions: [Int64], offsets: [Int]) {
        precondition(
            offsets.count == transitions.count + 1, "one offset before, between and after the transitions")
        self.name = name
        self.transitions = transitions
        self.offsets = offsets
    }

    /// A zone without transitions, such as UTC.
    ///
    /// - Parameters:
    ///   - name: What people call it.
    ///   - offsetSeconds: Seconds east of UTC.
    public init(name: String, fixedOffsetSeconds offsetSeconds: Int) {
        self.init(name: name, transitions: [], offsets: [offsetSeconds])
    }

    /// A zone as somebody describes it.
    ///
    /// - Parameters:
    ///   - name: What they call it.
    ///   - changes: Instants in ascending order, with the seconds east of UTC that hold from then on; of one instant the last counts.
    ///   - before: What held before the first.
    public init(name: String, changes: [(at: Instant, offsetSeconds: Int)], before: Int) {
        var (transitions, offsets): ([Int64], [Int]) = ([], [before])
        for change in changes {
            if transitions.last == change.at.secondsSince1970 {
                offsets[offsets.count - 1] = change.offsetSeconds
            } else {
                transitions.append(change.at.secondsSince1970)
                offsets.append(change.offsetSeconds)
            }
        }
        self.init(name: name, transitions: transitions, offsets: offsets)
    }

    /// Seconds east of UTC at `instant`.
    ///
    /// O(log transitions).
    public func offsetSeconds(at instant: Instant) -> Int {
        offsets[segment(at: instant.secondsSince1970)]
    }

    /// The wall clock at `instant`: the date and the seconds since that date's midnight on the wall.
    public func wallClock(at instant: Instant) -> (date: LocalDate, secondOfDay: Int) {
        let local = instant.secondsSince1970 + Int64(offsetSeconds(at: instant))
        let day = local.floorDivided(by: 86_400)
        return (LocalDate(daysSince1970: Int(day)), Int(local - day * 86_400))
    }

    /// The date on the wall at `instant`.
    public func date(at instant: Instant) -> LocalDate { wallClock(at: instant).date }

    /// The instants whose wall clock reads a time of `hours` on `date`, as ranges in ascending order.
    ///
    /// One range on an ordinary day, none when all of it is skipped, two when a repeated hour splits it.
    public func instants(of hours: LocalTimeRange, on date: LocalDate) -> [TimeRange] {
        let midnight = Int64(date.daysSince1970) * 86_400
        let from = midnight + Int64(hours.start.minuteOfDay) * 60
        let until = midnight + Int64(hours.end.minuteOfDay) * 60 + (hours.isOvernight ? 86_400 : 0)
        var ranges: [TimeRange] = []
        // No offset is 26 hours or more from UTC, so only these segments can show the wanted wall clock.
        for index in segment(at: from - 93_600)...segment(at: until + 93_600) {
            let lower = index == 0 ? Int64.min : transitions[index - 1]
            let upper = index == transitions.count ? Int64.max : transitions[index]
            let start = max(lower, from - Int64(offsets[index]))
            let end = min(upper, until - Int64(offsets[index]))
            guard start < end else { continue }
            let range = TimeRange(
                start: Instant(secondsSince1970: start), end: Instant(secondsSince1970: end)
            )
            if let last = ranges.last, last.end == range.start {
                ranges[ranges.count - 1] = TimeRange(start: last.start, end: range.end)
            } else {
                ranges.append(range)
            }
        }
        return ranges
    }

    /// All of `date`: 23, 24 or 25 hours as a rule, none if the zone skipped it.
    public func day(_ date: LocalDate) -> TimeRange? {
        let ranges = instants(of: .wholeDay, on: date)
        guard let first = ranges.first, let last = ranges.last else { return nil }
        return TimeRange(start: first.start, end: last.end)
    }

    /// The instants that have `time` on the wall on `date`: none, one or two.
    public func instants(of time: LocalTime, on date: LocalDate) -> [Instant] {
        guard let end = LocalTime(minuteOfDay: time.minuteOfDay + 1), let minute = LocalTimeRange(time, end)
        else {
            return []
        }
        return instants(of: minute, on: date).map(\.start).filter {
            wallClock(at: $0).secondOfDay == time.minuteOfDay * 60
        }
    }

    /// Instants in `range` at which the offset changes, ascending.
    public func transitions(in range: TimeRange) -> [Instant] {
        transitions.map(Instant.init(secondsSince1970:)).filter(range.contains)
    }

    private func segment(at second: Int64) -> Int {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
