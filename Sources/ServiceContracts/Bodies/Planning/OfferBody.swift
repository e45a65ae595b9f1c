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
    /// Where the patient's own appointment is, which would move into the place; absent if they have none.
    public let instead: ProposalBody.Seat?

    /// An offer.
    public init(_ offer: Offer) {
        id = offer.id
        entry = offer.entry
        patient = offer.hold.patient
        slot = SlotBody(offer.hold.slot)
        expiresAt = offer.hold.expiresAt
        instead = offer.instead.map { .init(practitioner: $0.practitioner, start: $0.start) }
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
