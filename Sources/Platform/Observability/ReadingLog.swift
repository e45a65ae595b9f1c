public import Domain
import Logging
public import Storage
import Synchronization

/// What staff saw of people, kept in the audit trail a moment after they saw it.
///
/// *Rule.* Who reads waits for no writer; what they read is written in batches, sealed like everything else. *Why.* Most of
/// what a desk does is reading, and whoever stands there has come, also when the disk is full. *If broken.* A screen is as
/// slow as a commit. What the trail cannot take is said in the log, by ids; a kill loses the readings of the last moment.
public final class ReadingLog: Sendable {
    private struct Reading {
        let action, subject, detail: String
        let caller: Caller
    }

    private struct State {
        var waiting: [Reading] = []
        var writing: Task<Void, Never>?
    }

    private let database: any Database
    private let state = Mutex(State())

    /// Readings that may wait for a writer who is stuck.
    private static let most = 10_000

    /// Notes in the trail of `database`.
    public init(_ database: any Database) { self.database = database }

    /// Notes that staff saw something; what patients see of themselves is nobody's news.
    ///
    /// - Parameters:
    ///   - action: What was seen, as `patientRead`.
    ///   - subject: Whose, by id; or of how many.
    ///   - detail: Which part, whom, or between when.
    ///   - caller: Who saw it.
    public func note(_ action: String, _ subject: String, _ detail: String, by caller: Caller) {
        guard caller.role != .patient else { return }
        let reading = Reading(action: action, subject: subject, detail: detail, caller: caller)
        let isKept = state.withLock { state in
            guard state.waiting.count < Self.most else { return false }
            state.waiting.append(reading)
            if state.writing == nil { state.writing = Task { await self.write() } }
            return true
        }
        if !isKept { Self.tell([reading], "too many wait") }
    }

    /// Notes that staff saw a patient's data.
    public func note(of patient: Patient.ID, _ what: String, by caller: Caller) {
        note("patientRead", patient.rawValue, what, by: caller)
    }

    /// Returns when everything noted before is in the trail, or in the log.
    public func settle() async {
        await state.withLock { $0.writing }?.value
    }

    private func write() async {
        while let batch = next() {
            do {
                try await database.write { transaction in
                    for one in batch {
                        try transaction.audit(one.action, one.subject, by: one.caller, detail: one.detail)
                    }
                }
            } catch {
                Self.tell(batch, "\(error)")
            }
        }
    }

    /// Everything that waits; `nil` once nothing does.
    private func next() -> [Reading]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.writing = nil
                return nil
            }
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    private static func tell(_ readings: [Reading], _ why: String) {
        let logger = Logger(label: "slotwise.audit", factory: { JSONLogs(label: $0, level: .info) })
        for one in readings {
            logger.error(
                "a reading is not in the trail",
                metadata: [
                    "action": "\(one.action)", "subject": "\(one.subject)", "detail": "\(one.detail)",
                    "caller": "\(one.caller.name)", "why": "\(why)",
                ])
        }
    }
}
