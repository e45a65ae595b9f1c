import Domain
import Foundation
import ServiceContracts
import Synchronization

/// A way out that refuses now and then, is out of order for five minutes every six hours, and writes down what it was handed: one line
/// an attempt, in one write each, so that a kill loses none.
final class JudgedChannel: Channel {
    struct Down: Error {}

    private let time: VirtualTime
    private let base: (any Channel)?
    private let descriptor: Int32
    private let attempts = Mutex<[String: Int]>([:])
    /// A planted fault: answers before it delivers.
    private let isHasty: Bool
    private let isReliable: Bool
    /// A planted fault: delivers all of it twice.
    private let isTwice: Bool

    private static let outage: Int64 = 300
    private static let between: Int64 = 6 * 3_600
    /// Of a hundred attempts so many are refused.
    private static let refused = 2

    init(
        _ path: String, time: VirtualTime, base: (any Channel)?, isHasty: Bool, isReliable: Bool,
        isTwice: Bool
    ) {
        self.time = time
        self.base = base
        self.isHasty = isHasty
        self.isReliable = isReliable
        self.isTwice = isTwice
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
    }

    func deliver(_ message: OutgoingMessage) async throws {
        let now = time.now
        guard works(for: message.id, at: now) else {
            note(now, message.id, "refused")
            throw Down()
        }
        if isTwice { try await take(message, at: now) }
        guard isHasty else { return try await take(message, at: now) }
        Task {
            try await Task.sleep(for: .milliseconds(50))
            try await take(message, at: now)
        }
    }

    private func take(_ message: OutgoingMessage, at now: Instant) async throws {
        try await base?.deliver(message)
        note(now, message.id, "taken")
    }

    /// The same attempt fails in every run.
    private func works(for id: String, at now: Instant) -> Bool {
        if isReliable { return true }
        guard now.secondsSince1970 % Self.between >= Self.outage else { return false }
        let attempt = attempts.withLock { attempts in
            attempts[id, default: 0] += 1
            return attempts[id, default: 0]
        }
        let hash = "\(id)\(attempt)".utf8.reduce(UInt64(1_469_598_103_934_665_603)) {
            ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
        return Int(hash % 100) >= Self.refused
    }

    private func note(_ instant: Instant, _ id: String, _ word: String) {
        let line = Data("\(instant.secondsSince1970) \(id) \(word)\n".utf8)
        _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
}
