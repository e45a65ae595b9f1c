import Foundation
import Synchronization

/// Why a piece of work could not be queued.
public enum WorkersBusy: Error, Equatable, Sendable, CustomStringConvertible {
    /// `waiting` pieces are queued already.
    case queueFull(waiting: Int)

    /// The fact and the next step.
    public var description: String {
        switch self {
        case .queueFull(let waiting): "\(waiting) jobs are waiting already; try again in a few seconds"
        }
    }
}

/// A few threads for work that blocks or takes long, apart from Swift's cooperative pool.
///
/// Work is taken first come, first served; when too much waits, new work is refused rather than queued without end.
public final class WorkerThreads: Sendable {
    private let shared: Shared

    /// Starts `count` threads that let at most `capacity` jobs wait; they end when this value is released.
    ///
    /// - Parameters:
    ///   - name: What debuggers call them.
    ///   - count: How many.
    ///   - capacity: How many jobs may wait.
    ///   - begin: Runs first on each thread.
    ///   - end: Runs last on each thread.
    public init(
        _ name: String, count: Int, capacity: Int, begin: @escaping @Sendable () -> Void = {},
        end: @escaping @Sendable () -> Void = {}
    ) {
        shared = Shared(capacity: capacity)
        for number in 0..<max(1, count) {
            let thread = Thread { [shared] in
                begin()
                while let work = shared.next() { work() }
                end()
            }
            thread.name = "\(name)-\(number)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    deinit { shared.close() }

    /// Runs `work` on one of the threads and gives back what it returns or throws.
    ///
    /// - Throws: ``WorkersBusy`` if the queue is full, else what `work` throws.
    public func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let accepted = shared.add { continuation.resume(with: Result(catching: work)) }
            if !accepted { continuation.resume(throwing: WorkersBusy.queueFull(waiting: shared.capacity)) }
        }
    }

    private final class Shared: Sendable {
        private struct State {
            var waiting: [@Sendable () -> Void] = []
            var isClosed = false
        }

        let capacity: Int
        private let state = Mutex(State())
        private let signal = DispatchSemaphore(value: 0)

        init(capacity: Int) { self.capacity = capacity }

        func add(_ work: @escaping @Sendable () -> Void) -> Bool {
            let accepted = state.withLock { state in
                guard !state.isClosed, state.waiting.count < capacity else { return false }
                state.waiting.append(work)
                return true
            }
            if accepted { signal.signal() }
            return accepted
        }

        /// The next piece of work; waits for it; `nil` once closed and empty.
        func next() -> (@Sendable () -> Void)? {
            while true {
                signal.wait()
                let (work, isClosed) = state.withLock { state in
                    (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isClosed)
                }
                if let work { return work }
                if isClosed {
                    signal.signal()  // wake the next thread to end as well
                    return nil
                }
            }
        }

        func close() {
            state.withLock { $0.isClosed = true }
            signal.signal()
        }
    }
}
