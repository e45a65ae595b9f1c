import Domain
import Reports
import Storage

/// Rows that one statement inserts.
private let batch = 64

private let columns: SQL = """
    id, version, patient_id, day, week, month, weekday, hour, practitioner, location, appointment_type, priority,
    status, lead, booked_by, cancelled_by, cancel_reason, fulfilled, missed, cancelled, own, moved_by_plan, minutes,
    lead_days, cents, age, reminded
    """

extension Transaction {
    /// Counts what is as it is now, in the place of what was counted of `ids`; those without a row count no longer.
    ///
    /// Whether somebody was reminded is forgotten where it is known from after 400 days; a row keeps it.
    func count(_ visits: [CountedVisit], instead ids: Set<String>) throws {
        let known = try reminded(ids)
        let visits = visits.map { $0.remembering(known[$0.id]) }
        try run("DELETE FROM visit WHERE id IN \(in: ids.sorted())")
        // Full batches have one text, and so one prepared statement; what is left is inserted one by one.
        let whole = visits.count / batch * batch
        for start in stride(from: 0, to: whole, by: batch) { try insert(visits[start..<(start + batch)]) }
        for visit in visits[whole...] { try insert([visit]) }
    }

    func forgetVisits() throws { try run("DELETE FROM visit") }

    private func insert(_ visits: ArraySlice<CountedVisit>) throws {
        try run("INSERT INTO visit (\(columns)) VALUES \(visits.map(\.values).joined())")
    }

    /// Keeps a setting; `nil` takes it away.
    func keep(_ name: String, _ value: String?) throws {
        try run("DELETE FROM setting WHERE name = \(name)")
        guard let value else { return }
        try run("INSERT INTO setting (name, value) VALUES (\(name), \(value))")
    }
}

extension ReadTransaction {
    /// What is counted after an id, in the order of ids.
    func countedVisits(after id: String, limit: Int) throws -> [String] {
        try rows("SELECT id FROM visit WHERE id > \(id) ORDER BY id LIMIT \(limit)").map { try $0.text(0) }
    }

    /// Whether those of `ids` were reminded of whom that is counted.
    fileprivate func reminded(_ ids: Set<String>) throws -> [String: Bool] {
        let query: SQL = "SELECT id, reminded FROM visit WHERE reminded <> '' AND id IN \(in: ids.sorted())"
        return try Dictionary(rows(query).map { (try $0.text(0), try $0.text(1) == "yes") }) { first, _ in
            first
        }
    }

    /// The versions that were counted, of those of `ids` that are.
    func versions(of ids: Set<String>) throws -> [String: Int] {
        try Dictionary(
            rows("SELECT id, version FROM visit WHERE id IN \(in: ids.sorted())").map {
                (try $0.text(0), try $0.int(1))
            }
        ) { first, _ in first }
    }

    func setting(_ name: String) throws -> String? {
        try first("SELECT value FROM setting WHERE name = \(name)")?.text(0)
    }
}

extension CountedVisit {
    /// In the order of the columns.
    fileprivate var values: SQL {
        """
        (\(id), \(version), \(patient), \(row.day), \(row.group(.week)), \(row.group(.month)),
        \(row.group(.weekday)), \(row.group(.hour)), \(practitioner), \(location), \(type), \(priority),
        \(row.status.rawValue), \(row.group(.lead)), \(row.bookedBy.rawValue), \(row.group(.cancelledBy)),
        \(row.group(.cancelReason)), \(row.status == .fulfilled), \(row.status == .noshow),
        \(row.status == .cancelled), \(row.bookedBy == .patient), \(row.wasMovedByPlan), \(row.minutes),
        \(row.leadDays), \(row.priceCents), \(row.group(.age)), \(row.group(.reminded)))
        """
    }
}

extension [SQL] {
    /// Beside each other, separated by commas.
    func joined() -> SQL {
        SQL(text: map(\.text).joined(separator: ", "), bindings: flatMap(\.bindings))
    }
}
