import Crypto
import Synchronization

/// The master keys as they are now: read again when a conversation is locked by one that is not known, since another process may have
/// been started with a newer one.
public final class MasterKeySource: Sendable {
    private struct State {
        var keys: MasterKeys
        var readAt: ContinuousClock.Instant
    }

    private let state: Mutex<State>
    private let read: @Sendable () throws -> MasterKeys

    /// How long a key that is not known is not looked for again.
    private static let pause = Duration.seconds(5)

    /// Keys that `read` reads, now and when one is missing.
    ///
    /// - Throws: What `read` throws now; later it leaves the keys of before.
    public init(_ read: @escaping @Sendable () throws -> MasterKeys) throws {
        self.read = read
        state = Mutex(State(keys: try read(), readAt: .now - Self.pause))
    }

    /// Those that are known.
    var current: MasterKeys { state.withLock { $0.keys } }

    /// Locks a conversation's key by the newest.
    func lock(_ key: SymmetricKey, of thread: MessageThread) throws -> LockedKey {
        try current.lock(key, of: thread)
    }

    /// Opens a conversation's key.
    ///
    /// - Throws: ``MessagingError``.
    func open(_ locked: LockedKey, of thread: MessageThread) throws -> SymmetricKey {
        try keys(with: locked.by).open(locked, of: thread)
    }

    /// The keys, read again if `name` is not among them.
    func keys(with name: String) -> MasterKeys {
        state.withLock { state in
            guard !state.keys.has(name), state.readAt + Self.pause <= .now else { return state.keys }
            state.readAt = .now
            if let keys = try? read() { state.keys = keys }
            return state.keys
        }
    }
}
