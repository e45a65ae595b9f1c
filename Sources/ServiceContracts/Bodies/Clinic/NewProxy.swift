/// Who shall act for a patient.
public struct NewProxy: Body {
    /// Address of the account that shall act.
    public let email: EmailAddress

    /// A relation.
    public init(email: EmailAddress) { self.email = email }

    /// A parent.
    public static var example: Self { Self(email: .sample) }
}
