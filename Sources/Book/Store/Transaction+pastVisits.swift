package import Domain
package import Storage

/// In the order in which ``PastVisit`` is read.
private let columns: SQL = """
    id, patient_id, day, booked_on, status, age, was_reminded, practitioner_id, location_id, type_id, minutes, cents,
    booked_by, cancelled_by, cancel_reason, version
    """

package extension ReadTransaction {
    /// Those of `ids` that there are, or all, by id.
    func pastVisits(_ ids: Set<PastVisit.ID>? = nil) throws -> [PastVisit] {
        let which: SQL = ids.map { "id IN \(in: $0.sorted())" } ?? "1 = 1"
        return try rows("SELECT \(columns) FROM past_visit WHERE \(which) ORDER BY id").map {
            try PastVisit($0)
        }
    }
}

package extension Transaction {
    /// Keeps a visit of before, in the place of what was known of it.
    func keep(_ visit: PastVisit, version: Int) throws {
        try run(
            """
            INSERT INTO past_visit (\(columns))
            VALUES (\(visit.id), \(visit.patient), \(visit.day), \(visit.bookedOn), \(visit.outcome.rawValue),
                \(visit.age), \(visit.wasReminded), \(visit.practitioner?.rawValue),
                \(visit.location?.rawValue), \(visit.type?.rawValue), \(visit.length.count),
                \(visit.priceCents), \(visit.bookedBy.rawValue), \(visit.cancelledBy?.rawValue),
                \(visit.cancelReason), \(version))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, patient_id = excluded.patient_id,
                day = excluded.day, booked_on = excluded.booked_on, status = excluded.status,
                age = excluded.age, was_reminded = excluded.was_reminded,
                practitioner_id = excluded.practitioner_id, location_id = excluded.location_id,
                type_id = excluded.type_id, minutes = excluded.minutes, cents = excluded.cents,
                booked_by = excluded.booked_by, cancelled_by = excluded.cancelled_by,
                cancel_reason = excluded.cancel_reason
            """)
    }
}

extension PastVisit {
    fileprivate init(_ row: SQLRow) throws {
        self.init(
            id: try row.id(0), patient: try row.id(1), day: try row.date(2), bookedOn: try row.date(3),
            outcome: try row.word(4), age: try row.optionalInt(5),
            wasReminded: try row.optionalInt(6).map { $0 != 0 },
            practitioner: try row.optionalText(7).map { Practitioner.ID($0) },
            location: try row.optionalText(8).map { Location.ID($0) },
            type: try row.optionalText(9).map { AppointmentType.ID($0) },
            length: Minutes(try row.int(10)), priceCents: try row.int(11), bookedBy: try row.word(12),
            cancelledBy: try row.optionalText(13).flatMap(Side.init),
            cancelReason: try row.optionalText(14), version: try row.int(15))
    }
}
