public import Domain

/// What whoever checks access tokens must know of accounts: keys, what ended, and for whom an account acts.
///
/// *Rule.* A checker reads ``standing()`` once, then ``changes(after:limit:)`` whenever ``news()`` comes. *Why.* A session that
/// ended must be refused everywhere within a second, and nobody asks the accounts for each request. *If broken.* Somebody who
/// signed out is signed in elsewhere.
public protocol Identity: Sendable {
    /// The keys whose tokens may still be valid.
    ///
    /// - Throws: What the accounts' store throws.
    func keys() async throws -> [PublicKey]
    /// What ended until now, and up to which position of the feed.
    ///
    /// - Throws: What the accounts' store throws.
    func standing() async throws -> IdentityStanding
    /// What ended or changed after `position`, in the order in which it did.
    ///
    /// - Parameters:
    ///   - position: The last one heard of.
    ///   - limit: At most so many.
    /// - Returns: A page.
    /// - Throws: What the accounts' store throws.
    func changes(after position: Int, limit: Int) async throws -> IdentityChanges
    /// The patients for whom an account acts beside its own.
    ///
    /// - Throws: What the accounts' store throws.
    func dependants(of account: String) async throws -> [Patient.ID]
    /// Whom sessions may see as patients or for them, of those of `ids` that are alive.
    ///
    /// - Throws: What the accounts' store throws.
    func reach(ofSessions ids: Set<String>) async throws -> [SessionReach]
    /// Where mail reaches accounts that may sign in and showed that it arrives, of those of `ids`.
    ///
    /// - Throws: What the accounts' store throws.
    func addresses(of ids: Set<String>) async throws -> [String: String]
    /// How many accounts may sign in with a password that a seed chose.
    ///
    /// - Throws: What the accounts' store throws.
    func seededPasswords() async throws -> Int
    /// An element whenever there may be changes; it ends with the service, or when nobody reads it any more.
    func news() -> AsyncStream<Void>
}

/// A key that checks the signatures of access tokens.
///
/// Source: RFC 8037.
public struct PublicKey: Sendable, Hashable, Codable {
    /// The `kid` of the tokens that it signs.
    public let id: String
    /// The Ed25519 public key: 32 bytes in RFC 4648 §5 without padding.
    public let x: String

    /// A key.
    public init(id: String, x: String) {
        self.id = id
        self.x = x
    }
}

/// What ended before a position of the accounts' feed.
public struct IdentityStanding: Sendable, Hashable, Codable {
    /// The last event that it includes.
    public let position: Int
    /// Sessions that ended, oldest first.
    public let ended: [String]
    /// Accounts whose earlier tokens are refused, with the first generation that is not.
    public let generations: [String: Int]

    /// A standing.
    public init(position: Int, ended: [String], generations: [String: Int]) {
        self.position = position
        self.ended = ended
        self.generations = generations
    }
}

/// A page of the accounts' feed.
public struct IdentityChanges: Sendable, Hashable, Codable {
    /// One event.
    public struct Change: Sendable, Hashable, Codable {
        /// What happened.
        public let event: IdentityEvent
        /// To which session or account.
        public let subject: String
        /// The account's generation since.
        public let version: Int

        /// A change.
        public init(_ event: IdentityEvent, subject: String, version: Int) {
            self.event = event
            self.subject = subject
            self.version = version
        }
    }

    /// In order.
    public let changes: [Change]
    /// The last event that the page tells of; the one asked for if there is none.
    public let position: Int

    /// A page.
    public init(_ changes: [Change], position: Int) {
        self.changes = changes
        self.position = position
    }
}
