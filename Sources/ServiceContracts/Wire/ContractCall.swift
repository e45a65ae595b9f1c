/// One call of a contract as it goes from process to process: `POST /internal/v1/{service}/{name}`, JSON both ways.
///
/// Both ends read the same row, so that they cannot differ in what is asked, what is answered and whether it may be asked again.
public struct ContractCall<Question: Codable & Sendable, Answer: Codable & Sendable>: Sendable {
    /// Which service answers, as `--target` names it.
    public let service: String
    /// Unique in the service.
    public let name: String
    /// Whether asking twice is as good as asking once; what is not is never asked again by itself.
    public let isRepeatable: Bool
    /// When whoever asks gives up.
    public let seconds: Int

    /// A call.
    public init(_ service: String, _ name: String, isRepeatable: Bool = true, within seconds: Int = 10) {
        self.service = service
        self.name = name
        self.isRepeatable = isRepeatable
        self.seconds = seconds
    }

    /// Where it is asked.
    public var path: String { InternalPath.of(service, name) }
}

/// Where nothing is asked, or nothing is answered but that it was done.
public struct Nothing: Sendable, Hashable, Codable {
    /// Nothing.
    public init() {}
}

/// A page of a feed.
public struct FeedPage: Sendable, Hashable, Codable {
    /// The last event heard of.
    public let position: Int
    /// At most so many.
    public let limit: Int

    /// A page.
    public init(after position: Int, limit: Int) {
        self.position = position
        self.limit = limit
    }
}
