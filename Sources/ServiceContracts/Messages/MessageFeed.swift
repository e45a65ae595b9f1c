/// What happens to messages between people, for whoever tells them: ids only.
public protocol MessageFeed: Sendable {
    /// The place of the newest event; 0 before the first.
    ///
    /// - Throws: What the messages' store throws.
    func last() async throws -> Int
    /// What happened after `position`, oldest first.
    ///
    /// - Throws: What the messages' store throws.
    func events(after position: Int, limit: Int) async throws -> [BookNews.Event]
    /// An element whenever there may be news; it ends with the service, or when nobody reads it any more.
    func news() -> AsyncStream<Void>
}
