/// The answer to a registration: the same whether or not the address was known.
public struct RegistrationBody: Body {
    /// Always `registered`: sign in to go on.
    public let status: String

    /// The one answer.
    public init(status: String = "registered") { self.status = status }

    /// The one answer.
    public static var example: Self { Self() }
}
