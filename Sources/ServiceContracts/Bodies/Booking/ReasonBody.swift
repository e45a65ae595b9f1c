/// Why something is suggested, costs what it costs, or is not possible.
public struct ReasonBody: Body {
    /// What is said, whatever the language: such as `slot.waiting`.
    public let code: String
    /// Points that it adds to the cost; absent for what is no part of one.
    public let points: Int?
    /// For people, in the language that `Accept-Language` asks for.
    public let text: String

    /// A reason.
    public init(code: String, points: Int? = nil, text: String) {
        self.code = code
        self.points = points
        self.text = text
    }

    /// Two days of waiting.
    public static var example: Self { Self(code: "slot.waiting", points: 8, text: "in 2 days") }
}
