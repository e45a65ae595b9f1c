import Domain
public import Logging
public import Platform
public import ServiceContracts
public import ServiceLifecycle
import Synchronization

/// Tells everybody who listens what has happened, in the order it happened, and nobody what is not theirs.
///
/// Events come from the book's feed: a stream that goes on from an id misses nothing, and one that falls behind is ended so
/// that its client goes on from the last id it saw.
public final class EventStream: Service {
    private let feed: any BookFeed
    private let messages: any MessageFeed
    private let tokens: any TokenCheck
    private let logger: Logger
    private let state = Mutex(State())
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    private static let heartbeatSeconds = 15
    /// How long news that nobody told of may wait.
    private static let longestPause = Duration.seconds(2)
    /// Texts that may wait for a slow reader.
    private static let buffer = 256
    private static let page = 500
    /// A client that was away for more is told to read everything anew.
    private static let longestReplay = 1_000
    /// Streams of one account, a browser with some tabs; the oldest is ended for a newer one.
    private static let mostOfAccount = 6
    /// Streams of one network, a clinic behind one address.
    private static let mostOfNetwork = 400

    private struct Listener {
        let claims: AccessClaims
        let network: String
        let audience: Audience
        let continuation: AsyncStream<String>.Continuation
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        /// Listeners by what they hear, so that an event costs as much as it has listeners.
        var byTopic: [String: Set<Int>] = [:]
        /// Numbers by account, oldest first, and how many there are of each network.
        var byAccount: [String: [Int]] = [:]
        var ofNetwork: [String: Int] = [:]
        var next = 0
        var last: Int?
        /// The last that was told of messages between people.
        var lastMessage: Int?
        /// What was told of plans in the making.
        var plans: [String: BookNews.Plan] = [:]
        var isEnding = false
        /// Whether the feed could not be read the last time.
        var isTroubled = false
    }

    /// Streams of what `feed` tells.
    ///
    /// - Parameters:
    ///   - feed: The book's, here or elsewhere.
    ///   - messages: Of messages between people.
    ///   - tokens: Says whether a listener is still signed in.
    ///   - logger: Where lines go.
    public init(
        _ feed: any BookFeed, messages: any MessageFeed, tokens: any TokenCheck, logger: Logger
    ) {
        self.feed = feed
        self.messages = messages
        self.tokens = tokens
        self.logger = logger
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        tokens.onRevocation { [weak self] in self?.endRevoked() }
    }

    /// How many streams are open.
    public var count: Int { state.withLock { $0.listeners.count } }

    /// Tells of events until the process is told to stop, then ends every stream.
    public func run() async {
        let heart = Task { [self] in
            while (try? await Task.sleep(for: .seconds(Self.heartbeatSeconds))) != nil { beat() }
        }
        let commits = Task { [wake, feed] in
            for await _ in feed.news().wakes(atLeastEvery: Self.longestPause) { wake.yield() }
        }
        let written = Task { [messages, self] in
            for await _ in messages.news().wakes(atLeastEvery: Self.longestPause) { await tellOfMessages() }
        }
        await withGracefulShutdownHandler {
            for await _ in wakes { await tell() }
        } onGracefulShutdown: { [self] in
            wake.finish()
            endAll()
        }
        commits.cancel()
        written.cancel()
        heart.cancel()
    }

    /// A stream of what happens from now on, or after `id`.
    ///
    /// - Parameters:
    ///   - claims: Whose it is; it ends with them, at once.
    ///   - network: Where it comes from.
    ///   - id: The last event the client saw; `nil` for none.
    /// - Returns: Text of server-sent events.
    /// - Throws: ``Platform/Problem`` if the network has too many, `StorageError` if the outbox cannot be read.
    func listen(
        _ claims: AccessClaims, from network: String, after id: Int?
    ) async throws -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream<String>.makeStream(
            bufferingPolicy: .bufferingOldest(Self.buffer))
        let audience = Audience(claims.caller)
        let listener = Listener(
            claims: claims, network: network, audience: audience, continuation: continuation)
        continuation.yield("retry: 2000\n: welcome\n\n")
        _ = try await prime()
        // Registered before the replay is read: what happens meanwhile is told twice rather than not at all.
        let (number, last, oldest) = try register(listener)
        oldest?.continuation.finish()
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.forget(number) }
        if let id, id < last { try await replay(after: id, to: listener) }
        // Somebody may have written between the reading of the last event and now, when there was nobody to tell.
        wake.yield()
        return stream
    }

    /// Registers a listener; the account's oldest gives way if it has too many.
    private func register(
        _ listener: Listener
    ) throws -> (number: Int?, last: Int, oldest: Listener?) {
        try state.withLock { state in
            let last = state.last ?? 0
            guard !state.isEnding else { return (nil, last, nil) }
            let own = state.byAccount[listener.claims.account] ?? []
            guard state.ofNetwork[listener.network, default: 0] < Self.mostOfNetwork else {
                throw Problem.unavailable("too many event streams come from this network", after: 30)
            }
            state.next += 1
            state.listeners[state.next] = listener
            state.byAccount[listener.claims.account, default: []].append(state.next)
            state.ofNetwork[listener.network, default: 0] += 1
            for topic in listener.audience.topics { state.byTopic[topic, default: []].insert(state.next) }
            let gives = own.count >= Self.mostOfAccount ? own.first.flatMap { state.listeners[$0] } : nil
            return (state.next, last, gives)
        }
    }

    private func replay(after id: Int, to listener: Listener) async throws {
        let events = try await feed.events(after: id, limit: Self.longestReplay + 1).events
        guard events.count <= Self.longestReplay else {
            listener.continuation.yield("event: reset\ndata: {}\n\n")
            return
        }
        // One text, however many: a buffer that overflows would leave a gap that nobody sees.
        let missed = events.filter(listener.audience.hears).map(\.text).joined()
        if !missed.isEmpty { listener.continuation.yield(missed) }
    }

    /// The last event there is when the first listener comes; older ones are nobody's news.
    private func prime() async throws -> Int {
        if let last = state.withLock({ $0.last }) { return last }
        let last = try await feed.last()
        return state.withLock { state in
            state.last = state.last ?? last
            return last
        }
    }

    private func tell() async {
        while let last = state.withLock({ $0.last }) {
            do {
                let news = try await feed.events(after: last, limit: Self.page)
                tell(of: news.plans)
                noteTrouble(nil)
                guard let newest = news.events.last else { return }
                for event in news.events { tell(event.text, event.audience) }
                state.withLock { $0.last = newest.id }
            } catch {
                noteTrouble(error)
                return
            }
        }
    }

    /// Tells whom they concern, and no other staff, that messages were written or read; without an id, as whoever comes back counts anew.
    private func tellOfMessages() async {
        guard let news = try? await newsOfMessages(), let newest = news.last else { return }
        for event in news {
            tell("event: \(event.name)\ndata: {\"subject\":\"\(event.subject)\"}\n\n", onlyTo: event.audience)
        }
        state.withLock { $0.lastMessage = newest.id }
    }

    private func newsOfMessages() async throws -> [BookNews.Event] {
        guard let last = state.withLock({ $0.lastMessage }) else {
            let last = try await messages.last()
            state.withLock { $0.lastMessage = last }
            return []
        }
        return try await messages.events(after: last, limit: Self.page)
    }

    /// Says once that the feed cannot be read, however often it is tried.
    private func noteTrouble(_ error: (any Error)?) {
        let isNews = state.withLock { state in
            defer { state.isTroubled = error != nil }
            return error != nil && !state.isTroubled
        }
        guard isNews, let error else { return }
        logger.error("events cannot be read", metadata: ["error": "\(type(of: error))", "why": "\(error)"])
    }

    /// Tells staff how plans in the making come on, whichever instance makes them.
    private func tell(of plans: [BookNews.Plan]) {
        let news = state.withLock { state in
            let news = plans.filter { state.plans[$0.id] != $0 }
            state.plans = Dictionary(uniqueKeysWithValues: plans.map { ($0.id, $0) })
            return news
        }
        for plan in news {
            announce(
                "proposalProgress",
                "{\"bound\":\(plan.bound),\"objective\":\(plan.cost.map(String.init) ?? "null"),"
                    + "\"over\":\(plan.isOver),\"proposal\":\"\(plan.id)\",\"seconds\":\(plan.seconds)}")
        }
    }

    /// Tells staff of something that is no part of the book, such as how far a plan has come; it has no id.
    func announce(_ event: String, _ data: String) {
        tell("event: \(event)\ndata: \(data)\n\n", [])
    }

    private func tell(_ text: String, _ topics: [String]) {
        tell(text, onlyTo: topics + [Audience.everything])
    }

    private func tell(_ text: String, onlyTo topics: [String]) {
        let listeners = state.withLock { state in
            Set(topics.flatMap { state.byTopic[$0] ?? [] }).compactMap {
                number in state.listeners[number].map { (number, $0) }
            }
        }
        for (number, listener) in listeners { send(text, number, listener) }
    }

    private func beat() {
        endRevoked()
        for (number, listener) in state.withLock({ $0.listeners }) { send(":\n\n", number, listener) }
    }

    /// Nobody hears anything after their session or their right to hear it has ended.
    private func endRevoked() {
        for listener in state.withLock({ Array($0.listeners.values) }) where !tokens.isAlive(listener.claims)
        {
            listener.continuation.finish()
        }
    }

    /// A full buffer ends the stream: a gap that nobody sees would be worse.
    private func send(_ text: String, _ number: Int, _ listener: Listener) {
        if case .dropped = listener.continuation.yield(text) { listener.continuation.finish() }
    }

    private func forget(_ number: Int) {
        state.withLock { state in
            guard let listener = state.listeners.removeValue(forKey: number) else { return }
            state.byAccount[listener.claims.account]?.removeAll { $0 == number }
            if state.byAccount[listener.claims.account]?.isEmpty ?? false {
                state.byAccount[listener.claims.account] = nil
            }
            state.ofNetwork[listener.network, default: 1] -= 1
            if state.ofNetwork[listener.network] == 0 { state.ofNetwork[listener.network] = nil }
            for topic in listener.audience.topics {
                state.byTopic[topic]?.remove(number)
                if state.byTopic[topic]?.isEmpty ?? false { state.byTopic[topic] = nil }
            }
        }
    }

    private func endAll() {
        let listeners = state.withLock { state in
            state.isEnding = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.continuation.finish() }
    }
}

/// What a listener hears.
private struct Audience: Sendable {
    static let everything = "*"
    /// `patient/…`, `practitioner/…`, or everything.
    let topics: [String]

    init(_ caller: Caller) {
        switch caller.role {
        case .patient: topics = caller.patients.sorted().map { "patient/\($0)" }
        case .practitioner: topics = [caller.practitioner].compactMap { $0 }.map { "practitioner/\($0)" }
        case .receptionist, .administrator: topics = [Self.everything, "desk"]
        case .planner: topics = [Self.everything]
        }
    }

    func hears(_ event: BookNews.Event) -> Bool {
        topics.first == Self.everything || topics.contains(where: event.audience.contains)
    }
}
