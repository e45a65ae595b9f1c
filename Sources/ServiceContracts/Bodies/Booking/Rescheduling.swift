public import Domain

/// Where an appointment shall be.
public struct Rescheduling: Body {
    /// With whom; absent for the same.
    public let practitioner: Practitioner.ID?
    /// When.
    public let start: Instant

    /// A new place.
    public init(practitioner: Practitioner.ID? = nil, start: Instant) {
        self.practitioner = practitioner
        self.start = start
    }

    /// An example.
    public static var example: Self { Self(start: .sample) }
}
