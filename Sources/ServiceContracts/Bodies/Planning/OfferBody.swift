public import Domain

/// A place that is kept for somebody while they are asked.
public struct OfferBody: Body {
    /// Identity.
    public let id: Offer.ID
    /// Who is asked.
    public let entry: WaitlistEntry.ID
    /// The patient.
    public let patient: Patient.ID
    /// What is offered.
    public let slot: SlotBody
    /// When the place is given back.
    public let expiresAt: Instant

    /// An offer.
    public init(_ offer: Offer) {
        id = offer.id
        entry = offer.entry
        patient = offer.hold.patient
        slot = SlotBody(offer.hold.slot)
        expiresAt = offer.hold.expiresAt
    }

    /// An example.
    public static var example: Self {
        Self(
            Offer(
                id: "o1", entry: "w5c",
                hold: Hold(
                    id: "h4m2",
                    slot: Slot(
                        type: "gp-return", practitioner: "p-01", location: "loc-1",
                        range: TimeRange(start: .sample, length: 15),
                        busy: TimeRange(start: .sample, length: 15),
                        pools: []),
                    patient: "pt-1", expiresAt: .sample)))
    }
}
