/// A new password.
public struct PasswordChange: Body {
    /// What to sign in with from now on.
    public let password: NewPassword

    /// A change.
    public init(password: NewPassword) { self.password = password }

    /// A good one.
    public static var example: Self { Self(password: .sample) }
}
