public import Domain

/// How far somebody has read a conversation.
public struct MessageReading: Body {
    /// The last message that was read.
    public let number: Bounded<Bounds.MessageNumber>

    /// So far.
    public init(number: Bounded<Bounds.MessageNumber>) { self.number = number }

    /// The first.
    public static var example: Self { Self(number: .sample) }
}
