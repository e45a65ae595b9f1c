public import Domain

/// A local day divided into ticks of the wall clock, for planning.
///
/// Tick 0 lies twelve hours before local noon. Clocks change at night, so on a day of 23 or 25 hours the ticks of the
/// working day still read like the wall clock, and the map to instants stays exact and one to one. Where somebody works in the
/// hour that a day of 25 has before that, ticks begin with the day.
public struct DayTicks: Sendable, Hashable {
    /// The instant of tick 0.
    public let origin: Instant
    /// Minutes of one tick.
    public let tickMinutes: Int

    /// The ticks of `date` in `zone`.
    public init(_ date: LocalDate, zone: ZoneRules, tickMinutes: Int) {
        let noon = LocalTime(minuteOfDay: 720).flatMap { zone.instants(of: $0, on: date).first }
        let fallback = Instant(secondsSince1970: Int64(date.daysSince1970) * 86_400 + 43_200)
        origin = (noon ?? fallback) - 720
        self.tickMinutes = tickMinutes
    }

    /// Ticks from the beginning of `day`, at most 24 hours of it.
    public init(from day: TimeRange, tickMinutes: Int) {
        origin = day.start
        self.tickMinutes = tickMinutes
    }

    /// The instant at which `tick` begins.
    public func instant(at tick: Int) -> Instant { origin + Minutes(tick * tickMinutes) }

    /// The tick during which `instant` falls.
    public func tick(at instant: Instant) -> Int {
        Int(instant.seconds(since: origin).floorDivided(by: Int64(tickMinutes) * 60))
    }

    /// Ticks that lie wholly inside `range`, cut to one day: what may be used.
    public func inside(_ range: TimeRange) -> Range<Int> {
        let length = Int64(tickMinutes) * 60
        let lower = Int((range.start.seconds(since: origin) + length - 1).floorDivided(by: length))
        return clamp(lower, tick(at: range.end))
    }

    /// Ticks that have anything in common with `range`, cut to one day: what is taken.
    public func touching(_ range: TimeRange) -> Range<Int> {
        let length = Int64(tickMinutes) * 60
        let upper = Int((range.end.seconds(since: origin) + length - 1).floorDivided(by: length))
        return clamp(tick(at: range.start), upper)
    }

    private func clamp(_ lower: Int, _ upper: Int) -> Range<Int> {
        let day = 0..<1_440 / tickMinutes
        return (lower..<max(lower, upper)).clamped(to: day)
    }
}
