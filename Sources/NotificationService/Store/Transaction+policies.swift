import Domain
import Reminders
import Storage

/// What stands for all types without their own.
private let anyType = ""

/// Up to where the feed is heard anew, and since when, for reminders that a change brings.
struct Rehearing: Sendable {
    private static let (position, instant) = ("reheard-to", "reheard-at")

    let to: Int
    let at: Instant

    /// The last one; of nothing where there was none.
    init(_ transaction: any ReadTransaction) throws {
        to = try transaction.setting(Self.position).flatMap { Int($0) } ?? 0
        at = Instant(
            secondsSince1970: try transaction.setting(Self.instant).flatMap { Int64($0) } ?? 0)
    }

    /// Lets all of `feed` be heard anew from now on.
    static func begin(_ feed: String, _ transaction: any Transaction) throws {
        let known = try max(Rehearing(transaction).to, transaction.position(in: feed))
        try transaction.keep(position, "\(known)")
        try transaction.keep(instant, "\(transaction.now.secondsSince1970)")
        try transaction.advance(feed, to: 0)
    }

    /// Whether a reminder that an event brings is still to be: of what was heard before, only what is ahead.
    func allows(_ instant: Instant, from event: Int) -> Bool { event > to || instant > at }
}

extension ReadTransaction {
    /// When the clinic reminds.
    func reminderPolicies() throws -> ReminderPolicies {
        var offsets: [String: [Minutes]] = [:]
        for row in try rows("SELECT type_id FROM reminder_policy") { offsets[try row.text(0)] = [] }
        for row in try rows("SELECT type_id, minutes FROM reminder_offset") {
            offsets[try row.text(0), default: []].append(Minutes(try row.int(1)))
        }
        var policies = ReminderPolicies()
        for (type, offsets) in offsets {
            let policy = ReminderPolicy(offsets: offsets)
            if type == anyType {
                policies.usual = policy
            } else {
                policies.own[AppointmentType.ID(type)] = policy
            }
        }
        return policies
    }
}

extension Transaction {
    /// Replaces when the clinic reminds.
    func keep(_ policies: ReminderPolicies) throws {
        try run("DELETE FROM reminder_offset")
        try run("DELETE FROM reminder_policy")
        try insert(policies.usual, of: anyType)
        for (type, policy) in policies.own.sorted(by: { $0.key < $1.key }) {
            try insert(policy, of: type.rawValue)
        }
    }

    private func insert(_ policy: ReminderPolicy, of type: String) throws {
        try run("INSERT INTO reminder_policy (type_id) VALUES (\(type))")
        for minutes in policy.offsets {
            try run("INSERT INTO reminder_offset (type_id, minutes) VALUES (\(type), \(minutes.count))")
        }
    }
}
