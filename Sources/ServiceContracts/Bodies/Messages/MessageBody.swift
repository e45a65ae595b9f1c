public import Domain

/// What somebody wrote.
public struct MessageBody: Body {
    /// Who wrote.
    public enum Side: String, CaseIterable, Described {
        case patient, practitioner, desk
    }

    /// Its place in the conversation, from 1.
    public let number: Int
    /// Who wrote.
    public let side: Side
    /// Which practitioner; absent for others.
    public let practitioner: Practitioner.ID?
    /// Whether the caller wrote it.
    public let isOwn: Bool
    /// When.
    public let at: Instant
    /// What, empty for files alone; absent where what is stored is not what was written.
    public let text: String?
    /// Files that were sent with it.
    public let attachments: [AttachmentBody]
    /// When somebody of the other side had read as far; absent until then.
    public let readAt: Instant?

    /// What somebody wrote.
    public init(
        number: Int, side: Side, practitioner: Practitioner.ID?, isOwn: Bool, at: Instant, text: String?,
        attachments: [AttachmentBody] = [], readAt: Instant?
    ) {
        self.number = number
        self.side = side
        self.practitioner = practitioner
        self.isOwn = isOwn
        self.at = at
        self.text = text
        self.attachments = attachments
        self.readAt = readAt
    }

    /// A patient's.
    public static var example: Self {
        Self(
            number: 1, side: .patient, practitioner: nil, isOwn: true, at: .sample,
            text: "May I have a certificate for my employer?", readAt: .sample)
    }
}
