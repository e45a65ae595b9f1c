public import Domain

/// The first message of a conversation.
public struct NewThread: Body {
    /// Whose: the caller's or somebody's they act for; for staff whom they write to.
    public let patient: Patient.ID
    /// With whom; absent for the desk; practitioners write as themselves.
    public let practitioner: Practitioner.ID?
    /// What it is about.
    public let subject: Line
    /// What is written.
    public let text: Prose<Bounds.Message>

    /// A first message.
    public init(
        patient: Patient.ID, practitioner: Practitioner.ID?, subject: Line, text: Prose<Bounds.Message>
    ) {
        self.patient = patient
        self.practitioner = practitioner
        self.subject = subject
        self.text = text
    }

    /// To the desk.
    public static var example: Self {
        Self(patient: .sample, practitioner: nil, subject: .sample, text: .sample)
    }
}
