public import Domain

/// A conversation between a patient and a practitioner, or the clinic's desk.
public struct ThreadBody: Body {
    /// Identity.
    public let id: Identifier<Self>
    /// Whose; those who act for them read it too.
    public let patient: Patient.ID
    /// What the patient is called; for staff.
    public let patientName: String?
    /// With whom; absent for the desk.
    public let practitioner: Practitioner.ID?
    /// What it is about; absent where it cannot be read any more.
    public let subject: String?
    /// When it began.
    public let startedAt: Instant
    /// When the last message was written.
    public let lastAt: Instant
    /// How many messages there are.
    public let messages: Int
    /// How many of them the caller has not read.
    public let unread: Int
    /// Whether its messages are destroyed.
    public let isErased: Bool
    /// Until when the practitioner is away; for patients, and absent while they are there.
    public let awayUntil: Instant?

    /// A conversation.
    public init(
        id: Identifier<Self>, patient: Patient.ID, patientName: String?, practitioner: Practitioner.ID?,
        subject: String?, startedAt: Instant, lastAt: Instant, messages: Int, unread: Int, isErased: Bool,
        awayUntil: Instant? = nil
    ) {
        self.id = id
        self.patient = patient
        self.patientName = patientName
        self.practitioner = practitioner
        self.subject = subject
        self.startedAt = startedAt
        self.lastAt = lastAt
        self.messages = messages
        self.unread = unread
        self.isErased = isErased
        self.awayUntil = awayUntil
    }

    /// One with the desk.
    public static var example: Self {
        Self(
            id: .sample, patient: .sample, patientName: nil, practitioner: nil, subject: "A certificate",
            startedAt: .sample, lastAt: .sample, messages: 2, unread: 1, isErased: false)
    }
}
