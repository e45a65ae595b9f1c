import Synchronization

/// The other end of a running solve: cancels it and hears how far it is.
///
/// Safe to use from any thread.
public final class SolveControl: Sendable {
    /// What is known while a solve runs.
    public struct Progress: Sendable, Equatable {
        /// Cost of the best plan so far; `nil` if there is none.
        public let incumbent: Double?
        /// No plan costs less.
        public let bound: Double

        /// A report.
        public init(incumbent: Double?, bound: Double) {
            self.incumbent = incumbent
            self.bound = bound
        }
    }

    private let cancelled = Atomic<Bool>(false)
    private let hear: @Sendable (Progress) -> Void

    /// A control whose `onProgress` is called on the solving thread at each improvement; keep it short.
    public init(onProgress: @escaping @Sendable (Progress) -> Void = { _ in }) {
        hear = onProgress
    }

    /// Asks the solve to stop soon; it ends with `.cancellation` and the best it has.
    public func cancel() {
        cancelled.store(true, ordering: .relaxed)
    }

    /// Whether someone asked to stop.
    public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    /// Passes a report on; called by solvers.
    public func report(_ progress: Progress) {
        hear(progress)
    }
}
