import Domain
import Reports
import ServiceContracts
import Storage

/// An appointment as it is counted, with whose it is.
struct CountedVisit: Sendable, Hashable {
    let fact: VisitFact
    let row: ReportRow
}

extension Transaction {
    /// Counts appointments as they are now, in the place of what was counted of them; those without a row count no longer.
    func count(_ visits: [CountedVisit], instead ids: Set<Appointment.ID>) throws {
        try run("DELETE FROM visit WHERE id IN \(in: ids.sorted())")
        for visit in visits { try insert(visit) }
    }

    func forgetVisits() throws { try run("DELETE FROM visit") }

    private func insert(_ visit: CountedVisit) throws {
        let (fact, row) = (visit.fact, visit.row)
        try run(
            """
            INSERT INTO visit (id, version, patient_id, day, week, month, weekday, hour, practitioner, location,
                appointment_type, priority, status, lead, booked_by, cancelled_by, cancel_reason, fulfilled,
                missed, cancelled, own, moved_by_plan, minutes, lead_days, cents)
            VALUES (\(fact.id), \(fact.version), \(fact.patient), \(row.day), \(row.group(.week)),
                \(row.group(.month)), \(row.group(.weekday)), \(row.group(.hour)), \(fact.practitioner),
                \(fact.location), \(fact.type), \(fact.priority.rawValue), \(row.status.rawValue),
                \(row.group(.lead)), \(row.bookedBy.rawValue), \(row.group(.cancelledBy)),
                \(row.group(.cancelReason)), \(row.status == .fulfilled), \(row.status == .noshow),
                \(row.status == .cancelled), \(row.bookedBy == .patient), \(row.wasMovedByPlan),
                \(row.minutes), \(row.leadDays), \(row.priceCents))
            """)
    }
}

extension ReadTransaction {
    /// Counted appointments after an id, in the order of ids.
    func countedVisits(after id: Appointment.ID?, limit: Int) throws -> [Appointment.ID] {
        try rows("SELECT id FROM visit WHERE id > \(id?.rawValue ?? "") ORDER BY id LIMIT \(limit)").map {
            try $0.id(0)
        }
    }

    /// The versions that were counted, of those of `ids` that are.
    func versions(of ids: Set<Appointment.ID>) throws -> [Appointment.ID: Int] {
        try Dictionary(
            rows("SELECT id, version FROM visit WHERE id IN \(in: ids.sorted())").map {
                (try $0.id(0), try $0.int(1))
            }
        ) { first, _ in first }
    }

    func setting(_ name: String) throws -> String? {
        try first("SELECT value FROM setting WHERE name = \(name)")?.text(0)
    }
}

extension Transaction {
    /// Keeps a setting; `nil` takes it away.
    func keep(_ name: String, _ value: String?) throws {
        try run("DELETE FROM setting WHERE name = \(name)")
        guard let value else { return }
        try run("INSERT INTO setting (name, value) VALUES (\(name), \(value))")
    }
}
