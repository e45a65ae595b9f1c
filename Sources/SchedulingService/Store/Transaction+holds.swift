import Domain
import Storage

extension Transaction {
    /// Lets expired holds go.
    ///
    /// Called first in every write that looks at occupancy, so that the predicate needs no clock.
    func releaseExpiredHolds() throws {
        try run("DELETE FROM hold WHERE expires_at <= \(now)")
    }

    /// Slots that are held for a patient; offers of the waitlist are the clinic's, and do not count.
    func countHolds(of patient: Patient.ID) throws -> Int {
        let query: SQL = """
            SELECT count(*) FROM hold WHERE patient_id = \(patient) AND expires_at > \(now)
                AND NOT EXISTS (SELECT 1 FROM offer WHERE hold_id = hold.id)
            """
        return try first(query)?.int(0) ?? 0
    }

    func insert(_ hold: Hold) throws {
        try run(
            """
            INSERT INTO hold (id, type_id, practitioner_id, patient_id, starts_at, ends_at, busy_from, busy_until, pools,
                expires_at, was_extended)
            VALUES (\(hold.id), \(hold.slot.type), \(hold.slot.practitioner), \(hold.patient),
                \(hold.slot.range.start), \(hold.slot.range.end), \(hold.slot.busy.start), \(hold.slot.busy.end),
                \(poolText(hold.slot.pools)), \(hold.expiresAt), \(hold.wasExtended))
            """
        )
    }

    /// The live hold with this id; expired ones are gone already.
    func hold(_ id: Hold.ID, _ context: ClinicContext) throws -> Hold {
        let query: SQL = """
            SELECT type_id, practitioner_id, patient_id, starts_at, ends_at, busy_from, busy_until, pools, expires_at,
                was_extended
            FROM hold WHERE id = \(id)
            """
        guard let row = try first(query) else { throw BookingError.holdExpired(id) }
        let practitioner = try context.practitioner(row.id(1))
        let slot = Slot(
            type: try row.id(0), practitioner: practitioner.id, location: practitioner.location,
            range: try row.range(3), busy: try row.range(5), pools: poolIDs(try row.text(7))
        )
        return Hold(
            id: id, slot: slot, patient: try row.id(2), expiresAt: try row.instant(8),
            wasExtended: try row.integer(9) == 1
        )
    }

    /// Gives the hold's time back.
    ///
    /// Returns whether there was one.
    func deleteHold(_ id: Hold.ID) throws -> Bool {
        try run("DELETE FROM hold WHERE id = \(id)") > 0
    }
}
