/// What programs post to end messages (RFC 8058, §3.2).
public struct OneClick: Body {
    /// The one thing that can be said.
    public enum Word: String, CaseIterable, Described {
        case oneClick = "One-Click"
    }

    /// That they end.
    public let word: Word?

    private enum CodingKeys: String, CodingKey { case word = "List-Unsubscribe" }

    /// A click.
    public init(word: Word? = .oneClick) { self.word = word }

    /// A click.
    public static var example: Self { Self() }
}
