import Domain
import Storage

/// What stands for all types without their own.
private let anyType = ""

extension ReadTransaction {
    /// When the clinic reminds.
    func reminderPolicies() throws -> ReminderPolicies {
        var policies = ReminderPolicies()
        for row in try rows("SELECT type_id FROM reminder_policy") {
            let type = try row.text(0)
            if type == anyType { policies.usual = [:] } else { policies.own[AppointmentType.ID(type)] = [:] }
        }
        for row in try rows("SELECT type_id, minutes, since FROM reminder_offset") {
            let (type, minutes) = (try row.text(0), Minutes(try row.int(1)))
            if type == anyType {
                policies.usual[minutes] = try row.instant(2)
            } else {
                policies.own[AppointmentType.ID(type), default: [:]][minutes] = try row.instant(2)
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
        for (type, offsets) in policies.own.sorted(by: { $0.key < $1.key }) {
            try insert(offsets, of: type.rawValue)
        }
    }

    private func insert(_ offsets: ReminderPolicies.Offsets, of type: String) throws {
        try run("INSERT INTO reminder_policy (type_id) VALUES (\(type))")
        for (minutes, since) in offsets.sorted(by: { $0.key.count < $1.key.count }) {
            try run(
                "INSERT INTO reminder_offset (type_id, minutes, since) VALUES (\(type), \(minutes.count), \(since))"
            )
        }
    }
}
