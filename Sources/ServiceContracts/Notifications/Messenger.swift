public import Domain

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
    /// In which language; a tag such as `en`.
    public let language: String
    /// What its reader can do about it.
    public let links: [Link]
    /// How its reader ends messages by this way; `nil` for what they asked for themselves.
    public let optOut: OptOut?
    /// Where a provider tells what became of it; `nil` where nobody wants to know.
    public let receipt: String?
    /// What belongs into its reader's calendar.
    public let event: Event?
    /// Whether the text holds a code that nobody else may see.
    public let isSecret: Bool
    /// What it tells of: of two about the same that nobody has read yet only the newer matters; `nil` for itself.
    public let about: String?
    /// From when on it tells nothing any more; `nil` for never.
    public let until: Instant?
    /// Whose it is, where that is said; else `nil`.
    public let sender: Sender?

    /// The clinic, as it signs.
    public struct Sender: Sendable, Hashable, Codable {
        /// Its name, address and telephone, as far as they are known.
        public let lines: [String]
        /// Where answers go; `nil` for where the message comes from.
        public let replyTo: String?

        /// A clinic.
        public init(lines: [String], replyTo: String?) {
            self.lines = lines
            self.replyTo = replyTo
        }
    }

    /// Something to do, elsewhere.
    public struct Link: Sendable, Hashable, Codable {
        /// What.
        public let words: String
        /// Where.
        public let address: String

        /// A link.
        public init(words: String, address: String) {
            self.words = words
            self.address = address
        }
    }

    /// How messages end.
    public struct OptOut: Sendable, Hashable, Codable {
        /// The page for people.
        public let page: Link
        /// Where programs post to (RFC 8058).
        public let oneClick: String

        /// A way to end them.
        public init(page: Link, oneClick: String) {
            self.page = page
            self.oneClick = oneClick
        }
    }

    /// Something at a time.
    public struct Event: Sendable, Hashable, Codable {
        /// The same for as long as it is the same.
        public let id: String
        /// Grows with every change.
        public let version: Int
        /// When.
        public let range: TimeRange
        /// What it is, in a line.
        public let summary: String
        /// Where.
        public let place: String
        /// Whether it is off.
        public let isCancelled: Bool

        /// An event.
        public init(
            id: String, version: Int, range: TimeRange, summary: String, place: String, isCancelled: Bool
        ) {
            self.id = id
            self.version = version
            self.range = range
            self.summary = summary
            self.place = place
            self.isCancelled = isCancelled
        }
    }

    /// A message.
    public init(
        id: String, address: String, subject: String, text: String, language: String = "en",
        links: [Link] = [], optOut: OptOut? = nil, receipt: String? = nil, event: Event? = nil,
        isSecret: Bool = false, about: String? = nil, until: Instant? = nil, sender: Sender? = nil
    ) {
        self.id = id
        self.address = address
        self.subject = subject
        self.text = text
        self.language = language
        self.links = links
        self.optOut = optOut
        self.receipt = receipt
        self.event = event
        self.isSecret = isSecret
        self.about = about
        self.until = until
        self.sender = sender
    }

    /// The text with its links below it.
    public var textWithLinks: String {
        let signed = ([text] + [sender?.lines.joined(separator: "\n") ?? ""]).filter { !$0.isEmpty }
        return (links + [optOut?.page].compactMap(\.self)).reduce(signed.joined(separator: "\n\n")) {
            "\($0)\n\n\($1.words): \($1.address)"
        }
    }
}
