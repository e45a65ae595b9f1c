public import ServiceContracts

/// Messages between people, in another process.
public struct RemoteMessages: MessageFeed {
    private let line: ServiceLine

    /// Asks over `line`.
    public init(_ line: ServiceLine) { self.line = line }

    /// See ``ServiceContracts/MessageFeed``.
    public func last() async throws -> Int { try await line.ask(MessageCalls.last, Nothing()) }

    /// See ``ServiceContracts/MessageFeed``.
    public func events(after position: Int, limit: Int) async throws -> [BookNews.Event] {
        try await line.ask(MessageCalls.events, FeedPage(after: position, limit: limit))
    }

    /// See ``ServiceContracts/MessageFeed``.
    public func news() -> AsyncStream<Void> { line.news() }
}
