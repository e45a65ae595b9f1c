public import Domain

/// A practitioner is away.
public struct NewAbsence: Body {
    /// Who.
    public let practitioner: Practitioner.ID
    /// From when.
    public let from: Instant
    /// Until when; half-open, at most a year.
    public let to: Instant
    /// Why, for staff; never shown to patients.
    public let reason: Line?

    /// An absence.
    public init(practitioner: Practitioner.ID, from: Instant, to: Instant, reason: Line? = nil) {
        self.practitioner = practitioner
        self.from = from
        self.to = to
        self.reason = reason
    }

    /// An example.
    public static var example: Self {
        Self(practitioner: "p-01", from: .sample, to: .sample + 1_440, reason: Line("illness"))
    }
}
