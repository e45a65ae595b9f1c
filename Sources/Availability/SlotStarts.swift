public import Domain

/// Where appointments of one length can start in free time.
public struct SlotStarts: Sendable {
    /// Time with the patient and its buffers; all of it must be free.
    public let length: AppointmentLength
    /// Starts are multiples of this on the wall clock, counted from local midnight.
    public let grid: Minutes

    /// Starts for appointments of `length` every `grid` minutes.
    public init(length: AppointmentLength, grid: Minutes) {
        self.length = length
        self.grid = grid
    }

    /// The starts in `free`, ascending.
    ///
    /// The wall clock decides where the grid lies: in a zone that shifts by half an hour the starts stay on the hour
    /// that people read. A repeated wall time gives two starts, a skipped one none.
    ///
    /// - Complexity: O(starts + transitions inside `free`).
    public func starts(in free: TimeRanges, zone: ZoneRules) -> [Instant] {
        free.ranges.flatMap { starts(in: $0, zone: zone) }
    }

    private func starts(in range: TimeRange, zone: ZoneRules) -> [Instant] {
        let first = range.start + length.bufferBefore
        let last = range.end - length.bufferAfter - length.duration
        guard first <= last else { return [] }
        let step = grid.seconds
        var starts: [Instant] = []
        var segmentStart = first
        let changes = zone.transitions(in: TimeRange(start: first, end: last))
        for segmentEnd in changes.filter({ $0 > first }) + [
            Instant(secondsSince1970: last.secondsSince1970 + 1)
        ] {
            let offset = Int64(zone.offsetSeconds(at: segmentStart))
            let local = segmentStart.secondsSince1970 + offset
            let day = local.floorDivided(by: 86_400) * 86_400
            var next = segmentStart.secondsSince1970 + (step - (local - day) % step) % step
            while next < segmentEnd.secondsSince1970 {
                starts.append(Instant(secondsSince1970: next))
                next += step
            }
            segmentStart = segmentEnd
        }
        return starts
    }
}
