public import Domain

/// Disjoint ranges in ascending order: a set of instants.
public struct TimeRanges: Hashable, Sendable {
    /// The ranges, none empty, none touching the next.
    public private(set) var ranges: [TimeRange]

    /// The union of `ranges`, in any order.
    ///
    /// O(n log n).
    public init(_ ranges: some Sequence<TimeRange>) {
        self.ranges = []
        for range in ranges.filter({ !$0.isEmpty }).sorted(by: { $0.start < $1.start }) {
            if let last = self.ranges.last, range.start <= last.end {
                self.ranges[self.ranges.count - 1] = TimeRange(
                    start: last.start, end: max(last.end, range.end))
            } else {
                self.ranges.append(range)
            }
        }
    }

    /// All instants of both.
    public func union(_ other: TimeRanges) -> TimeRanges {
        TimeRanges(ranges + other.ranges)
    }

    /// The instants of this set that are not in `other`.
    ///
    /// O(n + m).
    public func subtracting(_ other: TimeRanges) -> TimeRanges {
        guard !other.ranges.isEmpty else { return self }
        var left: [TimeRange] = []
        var next = 0
        for range in ranges {
            while next < other.ranges.count && other.ranges[next].end <= range.start { next += 1 }
            var start = range.start
            var index = next
            while index < other.ranges.count && other.ranges[index].start < range.end {
                if start < other.ranges[index].start {
                    left.append(TimeRange(start: start, end: other.ranges[index].start))
                }
                start = max(start, other.ranges[index].end)
                index += 1
            }
            if start < range.end { left.append(TimeRange(start: start, end: range.end)) }
        }
        return TimeRanges(sorted: left)
    }

    /// The instants of this set that lie in `range`.
    public func within(_ range: TimeRange) -> TimeRanges {
        TimeRanges(sorted: ranges.map { $0.intersection(range) }.filter { !$0.isEmpty })
    }

    /// Whether all of `range` is in the set.
    public func contains(_ range: TimeRange) -> Bool {
        ranges.contains { $0.contains(range) }
    }

    private init(sorted ranges: [TimeRange]) { self.ranges = ranges }
}
