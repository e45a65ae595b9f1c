public import Domain

/// A practitioner's calendar outside the clinic, and what it blocks.
public struct OutsideCalendarBody: Body {
    /// Where it is; the rest of its address is shown to nobody.
    public let host: Line
    /// When all of it was read last; absent for never.
    public let readAt: Instant?
    /// When it was last found to be as it was read; absent for never.
    public let seenAt: Instant?
    /// Why it could not be read the last time, while what it blocked before stays blocked; absent if it could.
    public let fault: Prose<Bounds.About>?
    /// From now on, in order; at most 200.
    public let busy: [TimeRangeBody]
    /// Appointments that it overlaps, by start.
    public let displaced: [AbsenceBody.Displaced]

    /// A calendar.
    public init(
        host: Line, readAt: Instant?, seenAt: Instant?, fault: Prose<Bounds.About>?, busy: [TimeRangeBody],
        displaced: [AbsenceBody.Displaced]
    ) {
        self.host = host
        self.readAt = readAt
        self.seenAt = seenAt
        self.fault = fault
        self.busy = busy
        self.displaced = displaced
    }

    /// One that was read.
    public static var example: Self {
        Self(
            host: Line(stored: "calendar.example"), readAt: .sample, seenAt: .sample, fault: nil,
            busy: [.example], displaced: [])
    }
}

/// From when until when.
public struct TimeRangeBody: Body {
    /// From when.
    public let start: Instant
    /// Until when; half-open.
    public let end: Instant

    /// A range.
    public init(_ range: TimeRange) {
        start = range.start
        end = range.end
    }

    /// Half an hour.
    public static var example: Self { Self(TimeRange(start: .sample, length: 30)) }
}
