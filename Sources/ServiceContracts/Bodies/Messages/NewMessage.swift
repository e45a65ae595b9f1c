public import Domain

/// Another message of a conversation.
public struct NewMessage: Body {
    /// What is written.
    public let text: Prose<Bounds.Message>

    /// A message.
    public init(text: Prose<Bounds.Message>) { self.text = text }

    /// A message.
    public static var example: Self { Self(text: .sample) }
}
