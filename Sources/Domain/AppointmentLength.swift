/// How long an appointment takes: the patient's time and the unequal buffers that keep its resources busy.
public struct AppointmentLength: Hashable, Sendable, Codable {
    /// Time with the patient; positive.
    public let duration: Minutes
    /// Busy time before, for preparation; not negative.
    public let bufferBefore: Minutes
    /// Busy time after, for notes or cleaning; not negative.
    public let bufferAfter: Minutes

    /// A length with its buffers.
    public init(duration: Minutes, bufferBefore: Minutes = 0, bufferAfter: Minutes = 0) {
        self.duration = duration
        self.bufferBefore = bufferBefore
        self.bufferAfter = bufferAfter
    }

    /// Buffers and duration together.
    public var total: Minutes { bufferBefore + duration + bufferAfter }

    /// The length in whole ticks, rounded outwards on both sides of the start: a plan never claims less than it needs.
    ///
    /// - Parameter tickMinutes: Minutes of one tick.
    /// - Returns: Ticks before the patient's time, and ticks in all.
    public func ticks(of tickMinutes: Int) -> (before: Int, total: Int) {
        func roundedUp(_ minutes: Minutes) -> Int { (minutes.count + tickMinutes - 1) / tickMinutes }
        let before = roundedUp(bufferBefore)
        return (before, before + roundedUp(duration + bufferAfter))
    }

    /// What the patient sees of an appointment that starts at `start`.
    public func visible(from start: Instant) -> TimeRange {
        TimeRange(start: start, length: duration)
    }

    /// What practitioner and pools are busy with for an appointment that starts at `start`.
    public func busy(from start: Instant) -> TimeRange {
        visible(from: start).padded(before: bufferBefore, after: bufferAfter)
    }
}
