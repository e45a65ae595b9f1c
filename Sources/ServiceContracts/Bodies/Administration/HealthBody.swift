/// Whether the process is there and can serve.
public struct HealthBody: Body {
    /// `ok`, or what is wrong.
    public let status: String

    /// A state.
    public init(status: String) { self.status = status }

    /// All is well.
    public static var example: Self { Self(status: "ok") }
}
