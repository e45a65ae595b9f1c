public import Domain

/// Somebody whom no message reaches, and what they have to be told.
public struct CallBody: Body {
    /// What somebody has to be told.
    public enum Kind: String, CaseIterable, Described {
        case confirmation, change, cancellation, reminder, offer
    }

    /// Of the notice that did not reach them.
    public let id: Identifier<Self>
    /// What they were to be told.
    public let kind: Kind
    /// Of which appointment; absent for an offer.
    public let appointment: Appointment.ID?
    /// Whose.
    public let patient: Patient.ID
    /// What they are called.
    public let name: String
    /// Where they are called; absent where nobody knows.
    public let phone: String?
    /// With whom the appointment is, or would be.
    public let practitioner: Practitioner.ID
    /// When it is, was to be, or would be.
    public let start: Instant
    /// The location's IANA zone.
    public let zone: String
    /// Until when an offer is kept for them; absent for an appointment.
    public let until: Instant?
    /// Why no message reached them: `unreachable`, `undelivered` with a provider's number, or what a channel said.
    public let why: String
    /// Since when that is known.
    public let since: Instant

    /// Somebody to be called.
    public init(
        id: Identifier<Self>, kind: Kind, appointment: Appointment.ID?, patient: Patient.ID, name: String,
        phone: String?, practitioner: Practitioner.ID, start: Instant, zone: String, until: Instant? = nil,
        why: String, since: Instant
    ) {
        self.id = id
        self.kind = kind
        self.appointment = appointment
        self.patient = patient
        self.name = name
        self.phone = phone
        self.practitioner = practitioner
        self.start = start
        self.zone = zone
        self.until = until
        self.why = why
        self.since = since
    }

    /// Somebody without an address.
    public static var example: Self {
        Self(
            id: .sample, kind: .change, appointment: .sample, patient: .sample, name: "Ada Lovelace",
            phone: "+49 30 5550123", practitioner: .sample, start: .sample, zone: "Europe/Berlin",
            why: "unreachable", since: .sample)
    }
}
