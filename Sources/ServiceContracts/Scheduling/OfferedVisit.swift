public import Domain

/// A place that is kept for somebody while they are asked, with what people call things.
public struct OfferedVisit: Sendable, Hashable, Codable {
    /// Identity of the offer.
    public let id: Offer.ID
    /// Who is asked.
    public let patient: Patient.ID
    /// With whom it would be.
    public let practitioner: Practitioner.ID
    /// As people call them.
    public let practitionerName: String
    /// Where, as people call it.
    public let location: String
    /// The location's IANA zone.
    public let zone: String
    /// When it would be.
    public let range: TimeRange
    /// When the place is given back.
    public let expiresAt: Instant
    /// The patient's own appointment, which they would give up for it; else `nil`.
    public let instead: Visit.Before?
    /// What a link to it carries, for its patient alone: whoever has it answers without signing in.
    public let token: String

    /// A place that is offered.
    public init(
        id: Offer.ID, patient: Patient.ID, practitioner: Practitioner.ID, practitionerName: String,
        location: String, zone: String, range: TimeRange, expiresAt: Instant, instead: Visit.Before?,
        token: String
    ) {
        self.id = id
        self.patient = patient
        self.practitioner = practitioner
        self.practitionerName = practitionerName
        self.location = location
        self.zone = zone
        self.range = range
        self.expiresAt = expiresAt
        self.instead = instead
        self.token = token
    }
}
