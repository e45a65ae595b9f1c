public import Domain

/// Another message of a conversation: words, files, or both.
public struct NewMessage: Body {
    /// What is written; absent for files alone.
    public let text: Prose<Bounds.Message>?
    /// Files that have come, at most five, in the order in which they are shown.
    public let attachments: [Identifier<AttachmentBody>]?

    /// A message.
    public init(text: Prose<Bounds.Message>?, attachments: [Identifier<AttachmentBody>]? = nil) {
        self.text = text
        self.attachments = attachments
    }

    /// Words.
    public static var example: Self { Self(text: .sample) }
}
