/// Where a provider of text messages sends what people answer.
public struct TextAnswersBody: Body {
    /// Nobody guesses it; absent where nobody said where the clinic is reached.
    public let address: String?

    /// An address.
    public init(address: String?) { self.address = address }

    /// One of a clinic.
    public static var example: Self {
        Self(address: "https://clinic.example/v1/text-answers/YW5zd2Vycy90ZXh0.5xXh")
    }
}
