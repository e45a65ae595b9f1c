package import Domain
package import Storage

package extension Transaction {
    /// Lets expired holds go.
    ///
    /// Called first in every write that looks at occupancy, so that the predicate needs no clock.
    func releaseExpiredHolds() throws {
        try run("DELETE FROM hold WHERE expires_at <= \(now)")
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

    /// Gives back what a patient holds of this very slot, if anything.
    func releaseHold(of patient: Patient.ID, on slot: Slot) throws {
        if let own = try hold(of: patient, on: slot) { _ = try deleteHold(own.id) }
    }

    /// Gives back what anybody holds of a practitioner in `range`, offers included: nobody works there any more.
    func releaseHolds(of practitioner: Practitioner.ID, in range: TimeRange) throws {
        try releaseHolds(of: practitioner, in: [range])
    }

    /// Lets go whatever of a practitioner is held in any of some ranges, with what was offered of it.
    func releaseHolds(of practitioner: Practitioner.ID, in ranges: [TimeRange]) throws {
        let held = try rows(
            "SELECT id, busy_from, busy_until FROM hold WHERE practitioner_id = \(practitioner)"
        ).map { (id: try $0.text(0), range: try $0.range(1)) }
        let lost = held.filter { one in ranges.contains { $0.overlaps(one.range) } }
        guard !lost.isEmpty else { return }
        try run("DELETE FROM hold WHERE id IN \(in: lost.map(\.id))")
        try run("DELETE FROM offer WHERE NOT EXISTS (SELECT 1 FROM hold WHERE hold.id = offer.hold_id)")
    }

    func extendHold(_ id: Hold.ID, until end: Instant) throws {
        try run("UPDATE hold SET expires_at = \(end), was_extended = 1 WHERE id = \(id)")
    }

    /// Gives back whatever is held for a patient.
    func deleteHolds(of patient: Patient.ID) throws {
        try run("DELETE FROM hold WHERE patient_id = \(patient)")
    }

    /// Gives the hold's time back.
    ///
    /// Returns whether there was one.
    func deleteHold(_ id: Hold.ID) throws -> Bool {
        try run("DELETE FROM hold WHERE id = \(id)") > 0
    }
}

package extension ReadTransaction {
    /// Slots that are held for a patient; offers of the waitlist are the clinic's, and do not count.
    func countHolds(of patient: Patient.ID) throws -> Int {
        let query: SQL = """
            SELECT count(*) FROM hold WHERE patient_id = \(patient) AND expires_at > \(now)
                AND NOT EXISTS (SELECT 1 FROM offer WHERE hold_id = hold.id)
            """
        return try first(query)?.int(0) ?? 0
    }

    /// The live hold with this id; an expired one is none.
    func hold(_ id: Hold.ID, _ context: ClinicContext) throws -> Hold {
        guard let hold = try holds(where: "id = \(id)", context).first else {
            throw BookingError.holdExpired(id)
        }
        return hold
    }

    /// What a patient holds of this very slot, offers left out.
    func hold(of patient: Patient.ID, on slot: Slot) throws -> Hold? {
        let query: SQL = """
            SELECT id, expires_at, was_extended FROM hold
            WHERE expires_at > \(now) AND patient_id = \(patient) AND type_id = \(slot.type) AND practitioner_id = \(slot.practitioner)
                AND starts_at = \(slot.range.start) AND NOT EXISTS (SELECT 1 FROM offer WHERE hold_id = hold.id)
            """
        return try first(query).map {
            Hold(
                id: try $0.id(0), slot: slot, patient: patient, expiresAt: try $0.instant(1),
                wasExtended: try $0.integer(2) == 1)
        }
    }

    /// Live holds of patients, soonest end first, offers left out.
    func holds(of patients: Set<Patient.ID>, _ context: ClinicContext) throws -> [Hold] {
        try holds(
            where: """
                patient_id IN \(in: patients.sorted())
                    AND NOT EXISTS (SELECT 1 FROM offer WHERE hold_id = hold.id)
                """, context)
    }

    private func holds(where condition: SQL, _ context: ClinicContext) throws -> [Hold] {
        let query: SQL = """
            SELECT type_id, practitioner_id, patient_id, starts_at, ends_at, busy_from, busy_until, pools, expires_at,
                was_extended, id
            FROM hold WHERE expires_at > \(now) AND \(condition) ORDER BY expires_at, id
            """
        return try rows(query).map { row in
            let practitioner = try context.practitioner(row.id(1))
            let slot = Slot(
                type: try row.id(0), practitioner: practitioner.id, location: practitioner.location,
                range: try row.range(3), busy: try row.range(5), pools: poolIDs(try row.text(7))
            )
            return Hold(
                id: try row.id(10), slot: slot, patient: try row.id(2), expiresAt: try row.instant(8),
                wasExtended: try row.integer(9) == 1
            )
        }
    }

    /// Time of a practitioner that live holds take in `range`.
    func held(of practitioner: Practitioner.ID, in range: TimeRange) throws -> [(
        busy: TimeRange, pools: [ResourcePool.ID], type: AppointmentType.ID
    )] {
        try rows(
            """
            SELECT busy_from, busy_until, pools, type_id FROM hold
            WHERE practitioner_id = \(practitioner) AND busy_from < \(range.end) AND busy_until > \(range.start)
                AND expires_at > \(now)
            """
        ).map { (busy: try $0.range(0), pools: poolIDs(try $0.text(2)), type: try $0.id(3)) }
    }
}
