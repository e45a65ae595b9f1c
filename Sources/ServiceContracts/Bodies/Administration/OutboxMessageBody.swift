public import Domain

/// A message that was handed over to a person, as it lies in the clinic's mailbox.
public struct OutboxMessageBody: Body {
    /// Stable: the same message again has the same.
    public let id: String
    /// When it was handed over.
    public let at: Instant
    /// By which way.
    public let channel: ContactPreferencesBody.Channel
    /// Where to.
    public let address: String
    /// What it is about.
    public let subject: String
    /// Plain text; absent where it holds a code that only whoever it was sent to may see.
    public let text: String?

    /// A message.
    public init(
        id: String, at: Instant, channel: ContactPreferencesBody.Channel, address: String, subject: String,
        text: String?
    ) {
        self.id = id
        self.at = at
        self.channel = channel
        self.address = address
        self.subject = subject
        self.text = text
    }

    /// A reminder.
    public static var example: Self {
        Self(
            id: "3f1c9ab27f3a40d2b1e8c05d4a6f7e90", at: .sample, channel: .email, address: "ada@example.org",
            subject: "Soon: your appointment on Tue 3 Mar 2026, 10:00",
            text: "We expect you: Tue 3 Mar 2026, 10:00, with Dr Okafor, Main.")
    }
}
