public import Domain

/// A slot that is held.
public struct HoldBody: Body {
    /// Identity.
    public let id: Hold.ID
    /// What is held.
    public let slot: SlotBody
    /// For whom.
    public let patient: Patient.ID
    /// When it lets go by itself.
    public let expiresAt: Instant
    /// Whether it can be extended still.
    public let canBeExtended: Bool

    /// A hold.
    public init(_ hold: Hold) {
        id = hold.id
        slot = SlotBody(hold.slot)
        patient = hold.patient
        expiresAt = hold.expiresAt
        canBeExtended = !hold.wasExtended
    }

    /// An example.
    public static var example: Self {
        Self(
            Hold(
                id: "h4m2",
                slot: Slot(
                    type: "gp-return", practitioner: "p-01", location: "loc-1",
                    range: TimeRange(start: .sample, length: 15), busy: TimeRange(start: .sample, length: 15),
                    pools: []),
                patient: "pt-1", expiresAt: .sample))
    }
}
