import Domain
import Platform
import Synchronization
import Testing

@testable import Book
@testable import SchedulingService

/// Dear questions are answered in turn, so that nobody's questions stall everybody.
@Suite struct DearWorkTests {
    /// Holds work until it is told to go on.
    private actor Gate {
        private var isOpen = false
        private var waiting: [CheckedContinuation<Void, Never>] = []

        func pass() async {
            if !isOpen { await withCheckedContinuation { waiting.append($0) } }
        }

        func open() {
            isOpen = true
            waiting.forEach { $0.resume() }
            waiting = []
        }
    }

    /// What happened, in order.
    private final class Notes: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private static let greedy = Caller(name: "greedy", role: .patient)
    private static let modest = Caller(name: "modest", role: .patient)

    @Test func `whoever asks once does not wait for all of whoever asks often`() async throws {
        let (work, gate) = (DearWork(), Gate())
        let order = Notes()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await work.run(for: Self.greedy) {
                        await gate.pass()
                        order.add("greedy")
                    }
                }
            }
            while await work.isQueueShorter(than: 18) { await Task.yield() }
            group.addTask {
                try await work.run(for: Self.modest) { order.add("modest") }
            }
            while await work.isQueueShorter(than: 19) { await Task.yield() }
            await gate.open()
            try await group.waitForAll()
        }
        let place = try #require(order.all.firstIndex(of: "modest"))
        #expect(place <= 2, "two were being answered already")
    }

    @Test func `whoever asks for very much is told to come again`() async throws {
        let (work, gate) = (DearWork(), Gate())
        let refused = Notes()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    do {
                        try await work.run(for: Self.greedy) { await gate.pass() }
                        return true
                    } catch let problem as Problem where problem.kind == .unavailable {
                        refused.add("refused")
                        return false
                    }
                }
            }
            while refused.all.count < 12 { await Task.yield() }
            await gate.open()
            var answered = 0
            for try await isAnswered in group where isAnswered { answered += 1 }
            #expect(answered == 48)
        }
    }
}

extension DearWork {
    fileprivate func isQueueShorter(than count: Int) -> Bool { queued < count }
}
