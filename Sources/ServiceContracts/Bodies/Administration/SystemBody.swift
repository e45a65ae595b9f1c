public import Domain

/// How the system is.
public struct SystemBody: Body {
    /// A service and whether it can serve.
    public struct Module: Body {
        /// How `--target` names it.
        public let name: String
        /// Why it cannot serve; absent if it can.
        public let trouble: String?

        /// A service.
        public init(name: String, trouble: String?) {
            self.name = name
            self.trouble = trouble
        }

        /// The book.
        public static var example: Self { Self(name: "scheduling", trouble: nil) }
    }

    /// Of the program.
    public let version: String
    /// Since when it runs.
    public let startedAt: Instant
    /// The services of the clinic, wherever they run.
    public let modules: [Module]
    /// Event streams that are open; absent if the gateway cannot be asked.
    public let eventStreams: Int?

    /// The system.
    public init(version: String, startedAt: Instant, modules: [Module], eventStreams: Int?) {
        self.version = version
        self.startedAt = startedAt
        self.modules = modules
        self.eventStreams = eventStreams
    }

    /// All is well.
    public static var example: Self {
        Self(version: "0.1.0", startedAt: .sample, modules: [.example], eventStreams: 0)
    }
}
