/// Six digits of an authenticator, or a recovery code.
public struct AuthenticatorCode: Body {
    /// The digits shown now, or a recovery code.
    public let code: Text<6, 16>

    /// A code.
    public init(code: Text<6, 16>) { self.code = code }

    /// An example.
    public static var example: Self { Self(code: Text("287082") ?? .sample) }
}
