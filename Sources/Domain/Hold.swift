/// A short reservation of a slot while someone makes up their mind.
public struct Hold: Hashable, Sendable {
    /// Typed id.
    public typealias ID = Identifier<Hold>

    /// Identity.
    public let id: ID
    /// What would be booked.
    public let slot: Slot
    /// For whom.
    public let patient: Patient.ID
    /// When it lets go by itself.
    public let expiresAt: Instant
    /// A hold can be extended once.
    public let wasExtended: Bool

    /// A reservation until `expiresAt`.
    public init(id: ID, slot: Slot, patient: Patient.ID, expiresAt: Instant, wasExtended: Bool = false) {
        self.id = id
        self.slot = slot
        self.patient = patient
        self.expiresAt = expiresAt
        self.wasExtended = wasExtended
    }
}
