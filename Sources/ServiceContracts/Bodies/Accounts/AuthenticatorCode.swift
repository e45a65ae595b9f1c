/// Six digits of an authenticator.
public struct AuthenticatorCode: Body {
    /// The digits shown now.
    public let code: Text<6, 6>

    /// A code.
    public init(code: Text<6, 6>) { self.code = code }

    /// An example.
    public static var example: Self { Self(code: Text("287082") ?? .sample) }
}
