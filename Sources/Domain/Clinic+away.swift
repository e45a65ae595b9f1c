extension Clinic {
    /// A shorter absence than this is nobody's news.
    private static let shortest = Minutes(12 * 60)

    /// Until when a practitioner who is away at an instant stays away, absences that follow on each other together.
    ///
    /// - Parameters:
    ///   - practitioner: Who.
    ///   - instant: When.
    /// - Returns: `nil` for one who is there, or back within half a day.
    public func away(_ practitioner: Practitioner.ID, at instant: Instant) -> Instant? {
        var end = instant
        let own = absences.filter { $0.practitioner == practitioner }.map(\.range).sorted {
            $0.start < $1.start
        }
        for range in own where range.start <= end && range.end > end { end = range.end }
        return end >= instant + Self.shortest ? end : nil
    }
}
