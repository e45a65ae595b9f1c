public import Domain

/// Six digits of an authenticator, or a recovery code.
public struct AuthenticatorCode: Body {
    /// The digits shown now, or a recovery code.
    public let code: Text<Bounds.OneTimeCode>

    /// A code.
    public init(code: Text<Bounds.OneTimeCode>) { self.code = code }

    /// An example.
    public static var example: Self { Self(code: Text("287082") ?? .sample) }
}
