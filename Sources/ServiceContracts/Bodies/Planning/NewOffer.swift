public import Domain

/// A place to be offered to somebody who waits.
public struct NewOffer: Body {
    /// Who is asked.
    public let entry: WaitlistEntry.ID
    /// With whom.
    public let practitioner: Practitioner.ID
    /// When.
    public let start: Instant
    /// How long the place is kept; 60 if absent.
    public let minutes: Bounded<Bounds.OfferMinutes>?

    /// An offer to be made.
    public init(
        entry: WaitlistEntry.ID, practitioner: Practitioner.ID, start: Instant,
        minutes: Bounded<Bounds.OfferMinutes>? = nil
    ) {
        self.entry = entry
        self.practitioner = practitioner
        self.start = start
        self.minutes = minutes
    }

    /// An example.
    public static var example: Self { Self(entry: "w5c", practitioner: "p-01", start: .sample) }
}
