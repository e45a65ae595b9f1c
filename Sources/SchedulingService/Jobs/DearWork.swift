import Domain
import Platform

/// Lets a few dear questions be answered at a time, one for each caller, so that nobody's questions stall everybody.
///
/// *Rule.* What reads weeks of everybody's time goes through here. *Why.* Readers of the book are few: a handful of such
/// questions at once keeps a day sheet waiting for seconds. *Cost.* Who asks while others are answered waits, or is told when
/// to come again.
actor DearWork {
    private var running: [String: Int] = [:]
    private var total = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    private static let atOnce = 2
    private static let perCaller = 2
    private static let mostWaiting = 16

    /// Runs `work` when there is room for it.
    ///
    /// - Throws: ``Platform/Problem`` 503 with Retry-After if the caller has others running or too many wait; what `work` throws.
    func run<Value: Sendable>(
        for caller: Caller?, _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        let name = caller?.name ?? "anyone"
        let most = caller == nil ? Self.mostWaiting : Self.perCaller
        guard running[name, default: 0] < most, waiting.count < Self.mostWaiting else {
            throw Problem.unavailable("questions like this one are being answered", after: 1)
        }
        running[name, default: 0] += 1
        if total >= Self.atOnce { await withCheckedContinuation { waiting.append($0) } } else { total += 1 }
        defer { finish(name) }
        return try await work()
    }

    /// Hands the place to who waits longest, or gives it back.
    private func finish(_ name: String) {
        running[name, default: 1] -= 1
        if running[name] == 0 { running[name] = nil }
        if waiting.isEmpty { total -= 1 } else { waiting.removeFirst().resume() }
    }
}
