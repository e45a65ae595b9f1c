public import Domain

/// Somebody who acts for a patient, such as a parent.
public struct ProxyBody: Body {
    /// The account that acts.
    public let account: String
    /// For whom.
    public let patient: Patient.ID
    /// Since when.
    public let since: Instant

    /// A relation.
    public init(account: String, patient: Patient.ID, since: Instant) {
        self.account = account
        self.patient = patient
        self.since = since
    }

    /// A parent.
    public static var example: Self { Self(account: "a7kq2m", patient: "pt-2", since: .sample) }
}
