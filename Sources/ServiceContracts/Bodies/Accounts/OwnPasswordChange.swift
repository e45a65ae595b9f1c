/// A new password with the old one, from somebody who is signed in.
public struct OwnPasswordChange: Body {
    /// The present one.
    public let current: Secret
    /// What to sign in with from now on.
    public let password: NewPassword

    /// A change.
    public init(current: Secret, password: NewPassword) {
        self.current = current
        self.password = password
    }

    /// From one to another.
    public static var example: Self { Self(current: .sample, password: .sample) }
}
