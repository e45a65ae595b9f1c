public import Domain

/// What happens to the book, for whoever tells others.
public protocol BookFeed: Sendable {
    /// The place of the newest event; 0 before the first.
    ///
    /// - Throws: What the book throws.
    func last() async throws -> Int
    /// What happened after `position`, oldest first, and how plans in the making come on.
    ///
    /// - Parameters:
    ///   - position: The last event heard of.
    ///   - limit: At most so many events.
    /// - Returns: A page.
    /// - Throws: What the book throws.
    func events(after position: Int, limit: Int) async throws -> BookNews
    /// An element whenever there may be news; it ends with the service, or when nobody reads it any more.
    func news() -> AsyncStream<Void>
}

/// A page of the book's feed.
public struct BookNews: Sendable, Hashable, Codable {
    /// Something that happened: ids only, so that whoever may see more reads it.
    public struct Event: Sendable, Hashable, Codable {
        /// Its place.
        public let id: Int
        /// What, as `appointmentBooked`.
        public let name: String
        /// The id of what it happened to.
        public let subject: String
        /// The version that it made.
        public let version: Int
        /// When.
        public let at: Instant
        /// Whom it concerns beside staff, as `patient/…` and `practitioner/…`.
        public let audience: [String]

        /// An event.
        public init(
            id: Int, name: String, subject: String, version: Int, at: Instant, audience: [String]
        ) {
            self.id = id
            self.name = name
            self.subject = subject
            self.version = version
            self.at = at
            self.audience = audience
        }
    }

    /// How a plan in the making comes on.
    public struct Plan: Sendable, Hashable, Codable {
        /// Which.
        public let id: String
        /// Seconds since its search began.
        public let seconds: Double
        /// Points of the best plan so far; `nil` if there is none yet.
        public let cost: Int?
        /// No plan costs less; proved.
        public let bound: Int
        /// Whether the search has ended.
        public let isOver: Bool

        /// A plan.
        public init(id: String, seconds: Double, cost: Int?, bound: Int, isOver: Bool) {
            self.id = id
            self.seconds = seconds
            self.cost = cost
            self.bound = bound
            self.isOver = isOver
        }
    }

    /// Oldest first.
    public let events: [Event]
    /// Those that were worked on lately and have something to tell.
    public let plans: [Plan]

    /// A page.
    public init(events: [Event], plans: [Plan]) {
        self.events = events
        self.plans = plans
    }
}
