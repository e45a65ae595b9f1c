/// ``MessageFeed`` on the wire.
public enum MessageCalls {
    private static let service = "messages"
    /// ``MessageFeed/last()``.
    public static let last = ContractCall<Nothing, Int>(service, "last")
    /// ``MessageFeed/events(after:limit:)``.
    public static let events = ContractCall<FeedPage, [BookNews.Event]>(service, "events")
}
