/// How much waits to be read.
public struct UnreadBody: Body {
    /// Messages in all conversations of the caller.
    public let count: Int

    /// So many.
    public init(count: Int) { self.count = count }

    /// One.
    public static var example: Self { Self(count: 1) }
}
