/// A range in which a practitioner is busy elsewhere, as a calendar of theirs outside the clinic says: when, and nothing of why.
public struct BusyTime: Hashable, Sendable, Codable {
    /// Who is busy.
    public let practitioner: Practitioner.ID
    /// Half-open range of instants.
    public let range: TimeRange

    /// A busy time.
    public init(practitioner: Practitioner.ID, range: TimeRange) {
        self.practitioner = practitioner
        self.range = range
    }
}
