/// A place for somebody: with whom, and when it begins.
public struct Seat: Sendable, Hashable, Codable {
    /// With whom.
    public let practitioner: Practitioner.ID
    /// When the patient's time begins.
    public let start: Instant

    /// A place with `practitioner` at `start`.
    public init(practitioner: Practitioner.ID, start: Instant) {
        self.practitioner = practitioner
        self.start = start
    }
}
