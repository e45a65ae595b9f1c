/// Takes messages to people; what it has taken is not lost.
public protocol Messenger: Sendable {
    /// Hands a message over.
    func send(_ message: OutgoingMessage) async throws
    /// Does the work of sending and sends nothing, so that how long it takes tells nobody which addresses are known.
    func pretend(_ message: OutgoingMessage) async throws
}

/// A message to one address, in words that hold no health data.
public struct OutgoingMessage: Sendable, Hashable {
    /// Where to.
    public let address: String
    /// What it is about.
    public let subject: String
    /// Plain text.
    public let text: String

    /// A message.
    public init(address: String, subject: String, text: String) {
        self.address = address
        self.subject = subject
        self.text = text
    }
}
