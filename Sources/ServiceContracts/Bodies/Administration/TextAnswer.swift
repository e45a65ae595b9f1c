/// A text message that somebody answered with, as Twilio hands those on; whatever else a provider sends is not read.
public struct TextAnswer: Body {
    /// Whose number it came from.
    public let from: PhoneNumber
    /// What it says.
    public let text: String?

    private enum CodingKeys: String, CodingKey {
        case from = "From"
        case text = "Body"
    }

    /// An answer.
    public init(from: PhoneNumber, text: String?) {
        self.from = from
        self.text = text
    }

    /// One that wants no more.
    public static var example: Self { Self(from: .sample, text: "STOP") }
}
