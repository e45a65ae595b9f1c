/// Takes messages to people; what it has taken is not lost.
public protocol Messenger: Sendable {
    /// Hands a message over; the same id again is the same message.
    ///
    /// - Throws: What keeps it from being taken; whoever has it tries again.
    func send(_ message: OutgoingMessage) async throws
}

/// A message to one address, in words that hold no health data.
public struct OutgoingMessage: Sendable, Hashable, Codable {
    /// Stable: letters, digits and hyphens.
    public let id: String
    /// Where to.
    public let address: String
    /// What it is about.
    public let subject: String
    /// Plain text.
    public let text: String
    /// Whether the text holds a code that nobody else may see.
    public let isSecret: Bool

    /// A message.
    public init(id: String, address: String, subject: String, text: String, isSecret: Bool = false) {
        self.id = id
        self.address = address
        self.subject = subject
        self.text = text
        self.isSecret = isSecret
    }
}
