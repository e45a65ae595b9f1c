import Synchronization

/// Tells whoever listens that something was committed, and counts how often that was.
package final class CommitBell: Sendable {
    private struct Listeners {
        var byNumber: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
        var isEnded = false
    }

    private let listeners = Mutex(Listeners())
    private let rung = Atomic<Int>(0)

    /// One that was never rung.
    package init() {}

    /// How often it was rung.
    package var count: Int { rung.load(ordering: .sequentiallyConsistent) }

    /// Something at once, and after every commit; what comes while nobody looks is one thing.
    package func listen() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        continuation.yield()
        let number = listeners.withLock { listeners -> Int? in
            guard !listeners.isEnded else { return nil }
            listeners.next += 1
            listeners.byNumber[listeners.next] = continuation
            return listeners.next
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { _ = $0.byNumber.removeValue(forKey: number) }
        }
        return stream
    }

    /// There was a commit.
    package func ring() {
        rung.add(1, ordering: .sequentiallyConsistent)
        for continuation in listeners.withLock({ Array($0.byNumber.values) }) { continuation.yield() }
    }

    /// Ends every stream.
    package func end() {
        let continuations = listeners.withLock { listeners in
            listeners.isEnded = true
            return Array(listeners.byNumber.values)
        }
        for continuation in continuations { continuation.finish() }
    }
}
