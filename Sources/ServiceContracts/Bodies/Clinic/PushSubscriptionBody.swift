public import Domain

/// A browser that shows a patient's messages.
public struct PushSubscriptionBody: Body {
    /// Follows from the browser and the patient.
    public let id: Identifier<PushSubscriptionBody>
    /// Whose messages.
    public let patient: Patient.ID

    /// A browser.
    public init(id: Identifier<PushSubscriptionBody>, patient: Patient.ID) {
        self.id = id
        self.patient = patient
    }

    /// A patient's.
    public static var example: Self { Self(id: "9f2c41d07b3e5a68", patient: .sample) }
}
