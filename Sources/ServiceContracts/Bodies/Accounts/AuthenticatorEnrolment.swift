/// Somebody who is signed in wants an authenticator, and shows that it is them.
public struct AuthenticatorEnrolment: Body {
    /// The present password.
    public let password: Secret

    /// An enrolment.
    public init(password: Secret) { self.password = password }

    /// An example.
    public static var example: Self { Self(password: .sample) }
}
