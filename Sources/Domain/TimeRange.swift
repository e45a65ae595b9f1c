/// A half-open stretch of time `[start, end)`: two ranges that touch do not overlap.
public struct TimeRange: Hashable, Sendable, Codable {
    /// The first instant inside.
    public let start: Instant
    /// The first instant after; never before `start`.
    public let end: Instant

    /// The range `[start, end)`; an `end` before `start` gives an empty range at `start`.
    public init(start: Instant, end: Instant) {
        self.start = start
        self.end = max(start, end)
    }

    /// The range of `length` that begins at `start`.
    public init(start: Instant, length: Minutes) {
        self.init(start: start, end: start + length)
    }

    /// Whether nothing is inside.
    public var isEmpty: Bool { start == end }

    /// Length in seconds.
    public var seconds: Int64 { end.seconds(since: start) }

    /// Whether both have an instant in common.
    public func overlaps(_ other: TimeRange) -> Bool {
        start < other.end && other.start < end
    }

    /// Whether `instant` lies inside.
    public func contains(_ instant: Instant) -> Bool {
        start <= instant && instant < end
    }

    /// Whether all of `other` lies inside.
    public func contains(_ other: TimeRange) -> Bool {
        start <= other.start && other.end <= end
    }

    /// What both have in common; empty if nothing.
    public func intersection(_ other: TimeRange) -> TimeRange {
        TimeRange(start: max(start, other.start), end: min(end, other.end))
    }

    /// The range with `before` added in front and `after` behind.
    public func padded(before: Minutes, after: Minutes) -> TimeRange {
        TimeRange(start: start - before, end: end + after)
    }
}

extension TimeRange: CustomStringConvertible {
    /// `[2026-03-02T09:00:00Z, 2026-03-02T09:20:00Z)`.
    public var description: String { "[\(start), \(end))" }
}
