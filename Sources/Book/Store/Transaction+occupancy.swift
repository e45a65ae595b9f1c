package import Domain
package import Storage

package extension ReadTransaction {
    /// Throws why `slot` cannot be had for `patient`: the one predicate for bookings, holds, series, moves and plans.
    ///
    /// The engine's trigger stands behind it with the same meaning; this one exists to name what is in the way.
    func requireFree(_ slot: Slot, for patient: Patient.ID) throws {
        guard try occupied("practitioner/\(slot.practitioner)", slot.busy).isEmpty else {
            throw BookingError.slotTaken(practitioner: slot.practitioner, range: slot.range)
        }
        guard try occupied("patient/\(patient)", slot.range).isEmpty else {
            throw BookingError.patientBusy(patient, range: slot.range)
        }
        for pool in slot.pools where try isExhausted(pool, in: slot.busy) {
            throw BookingError.poolExhausted(pool, range: slot.range)
        }
    }

    /// Whether all members of a pool are in use at some time of `busy`.
    func isExhausted(_ pool: ResourcePool.ID, in busy: TimeRange) throws -> Bool {
        let others = try occupied("pool/\(pool)", busy)
        return mostAtOnce(others, in: busy) >= (try capacity(of: pool))
    }

    /// Members of a pool.
    func capacity(of pool: ResourcePool.ID) throws -> Int {
        try first("SELECT capacity FROM pool WHERE id = \(pool)")?.int(0) ?? 0
    }

    /// Most members of a pool that are in use at one time to come.
    func mostUsed(of pool: ResourcePool.ID) throws -> Int {
        let resource = "pool/\(pool)"
        let query: SQL = """
            SELECT coalesce(max(used), 0) FROM (
                SELECT (
                    SELECT count(*) FROM occupancy AS other WHERE other.resource = \(resource)
                        AND other.starts_at <= occupancy.starts_at AND other.ends_at > occupancy.starts_at
                        AND other.starts_at > occupancy.starts_at - 86400
                ) AS used FROM occupancy WHERE resource = \(resource) AND ends_at > \(now)
            ) AS uses
            """
        return try first(query)?.int(0) ?? 0
    }

    /// Who uses a pool within `range`, as `appointment/…` or `hold/…`, by start.
    func uses(of pool: ResourcePool.ID, in range: TimeRange) throws -> [(owner: String, range: TimeRange)] {
        try rows(
            """
            SELECT owner, starts_at, ends_at FROM occupancy WHERE resource = \("pool/\(pool)")
                AND starts_at < \(range.end) AND starts_at > \(range.start - Minutes(1_440)) ORDER BY starts_at, owner
            """
        ).map { (owner: try $0.text(0), range: try $0.range(1)) }
    }

    /// Ranges that overlap `range` on a resource, by start.
    ///
    /// No occupancy is longer than a day.
    func occupied(_ resource: String, _ range: TimeRange) throws -> [TimeRange] {
        try rows(
            """
            SELECT starts_at, ends_at FROM occupancy
            WHERE resource = \(resource) AND starts_at < \(range.end) AND starts_at > \(range.start - Minutes(1_440))
                AND ends_at > \(range.start)
                AND NOT EXISTS (SELECT 1 FROM hold WHERE 'hold/' || id = owner AND expires_at <= \(now))
            ORDER BY starts_at
            """
        ).map { try $0.range(0) }
    }
}

/// How many of `ranges` overlap one instant of `range` at most: it is reached at some range's start.
package func mostAtOnce(_ ranges: [TimeRange], in range: TimeRange) -> Int {
    ranges.map { other in
        let instant = max(other.start, range.start)
        return ranges.count { $0.contains(instant) }
    }.max() ?? 0
}
