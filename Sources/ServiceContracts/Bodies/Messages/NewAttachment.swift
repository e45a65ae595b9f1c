public import Domain

/// A file that is going to be sent with a message.
public struct NewAttachment: Body {
    /// What its reader calls it.
    public let name: Line
    /// How long it is.
    public let bytes: Bounded<Bounds.AttachmentBytes>

    /// A file.
    public init(name: Line, bytes: Bounded<Bounds.AttachmentBytes>) {
        self.name = name
        self.bytes = bytes
    }

    /// A small one.
    public static var example: Self { Self(name: .sample, bytes: .sample) }
}
