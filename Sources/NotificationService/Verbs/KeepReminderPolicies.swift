import Domain
import Reminders
import ServiceContracts
import Storage

/// Keeps how long before a visit the clinic reminds.
struct KeepReminderPolicies {
    let database: any Database

    private static let version = "reminders-version"

    /// What holds, with its version.
    ///
    /// - Throws: `StorageError`.
    func read() async throws -> (body: ReminderPoliciesBody, version: Int) {
        try await database.read { transaction in
            (ReminderPoliciesBody(try transaction.reminderPolicies()), try Self.version(transaction))
        }
    }

    /// Replaces it, if nobody changed it since it was read; the feed is heard anew, so that visits to come are reminded of accordingly.
    ///
    /// - Returns: What holds then, with its version.
    /// - Throws: What `check` throws; nothing was written then.
    func callAsFunction(
        _ body: ReminderPoliciesBody, by caller: Caller, check: @escaping @Sendable (Int) throws -> Void
    ) async throws -> (body: ReminderPoliciesBody, version: Int) {
        try await database.write { transaction in
            let version = try Self.version(transaction)
            try check(version)
            let policies = ReminderPolicies(body)
            try transaction.keep(policies)
            try transaction.keep(Self.version, "\(version + 1)")
            try Rehearing.begin(HearBook.feed, transaction)
            try transaction.audit("remindersChanged", "reminders", by: caller)
            return (ReminderPoliciesBody(policies), version + 1)
        }
    }

    private static func version(_ transaction: any ReadTransaction) throws -> Int {
        try transaction.setting(version).flatMap { Int($0) } ?? 0
    }
}

extension ReminderPolicies {
    fileprivate init(_ body: ReminderPoliciesBody) {
        func policy(_ minutes: [Bounded<Bounds.ReminderMinutes>]) -> ReminderPolicy {
            ReminderPolicy(offsets: minutes.map { Minutes($0.value) })
        }
        usual = policy(body.usual)
        own = Dictionary(body.own.map { ($0.appointmentType, policy($0.beforeMinutes)) }) { _, last in last }
    }
}

extension ReminderPoliciesBody {
    fileprivate init(_ policies: ReminderPolicies) {
        self.init(
            usual: Self.minutes(policies.usual),
            own: policies.own.sorted { $0.key < $1.key }.map {
                ReminderPolicyBody(appointmentType: $0.key, beforeMinutes: Self.minutes($0.value))
            })
    }

    private static func minutes(_ policy: ReminderPolicy) -> [Bounded<Bounds.ReminderMinutes>] {
        policy.offsets.map { Bounded(stored: $0.count) }
    }
}
