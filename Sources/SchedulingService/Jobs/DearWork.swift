import Book
import Domain
import Platform

/// Lets a few dear questions be answered at a time, everybody in turn, so that nobody's questions stall everybody.
///
/// *Rule.* What reads weeks of everybody's time goes through here. *Why.* Readers of the book are few: a handful of such
/// questions at once keeps a day sheet waiting for seconds. *Cost.* Who asks while others are answered waits; whoever asks
/// for very much is told when to come again.
actor DearWork {
    private struct Turn {
        let caller: String
        let begin: CheckedContinuation<Void, Never>
    }

    private var running: [String: Int] = [:]
    private var waiting: [Turn] = []

    private static let atOnce = 2
    /// A page may ask for every type of a clinic at a time.
    private static let mostOfCaller = 48
    private static let mostWaiting = 256

    /// How many wait for their turn.
    var queued: Int { waiting.count }

    /// Runs `work` when it is its turn.
    ///
    /// - Throws: ``Platform/Problem`` 503 with Retry-After if the caller or all ask for too much; what `work` throws.
    func run<Value: Sendable>(
        for caller: Caller?, _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        let name = caller?.name ?? "anyone"
        let asked = running[name, default: 0] + waiting.count { $0.caller == name }
        guard caller == nil || asked < Self.mostOfCaller, waiting.count < Self.mostWaiting else {
            throw Problem.unavailable("questions like this one are being answered", after: 1)
        }
        if running.values.reduce(0, +) < Self.atOnce {
            running[name, default: 0] += 1
        } else {
            await withCheckedContinuation { waiting.append(Turn(caller: name, begin: $0)) }
        }
        defer { finish(name) }
        return try await work()
    }

    /// Hands the place to who waits longest of those who have least.
    private func finish(_ name: String) {
        running[name] = running[name, default: 1] > 1 ? running[name, default: 1] - 1 : nil
        let next = waiting.indices.min {
            (running[waiting[$0].caller, default: 0], $0) < (running[waiting[$1].caller, default: 0], $1)
        }
        guard let next else { return }
        let turn = waiting.remove(at: next)
        running[turn.caller, default: 0] += 1
        turn.begin.resume()
    }
}
