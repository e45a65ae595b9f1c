package import Domain
package import Storage

/// What is in the tables, as it is there: no verb that books reads it this way.
package extension ReadTransaction {
    /// Every hold, also expired ones.
    func storedHolds() throws -> [(
        id: String, practitioner: String, patient: String, range: TimeRange, busy: TimeRange,
        pools: [ResourcePool.ID], expiresAt: Instant
    )] {
        try rows(
            "SELECT id, practitioner_id, patient_id, starts_at, ends_at, busy_from, busy_until, pools, expires_at FROM hold"
        ).map {
            (
                id: try $0.text(0), practitioner: try $0.text(1), patient: try $0.text(2),
                range: try $0.range(3),
                busy: try $0.range(5), pools: poolIDs(try $0.text(7)), expiresAt: try $0.instant(8)
            )
        }
    }

    /// What the triggers keep.
    func storedOccupancy() throws -> [(resource: String, range: TimeRange, owner: String, isOverbook: Bool)] {
        try rows("SELECT resource, starts_at, ends_at, owner, is_overbook FROM occupancy").map {
            (
                resource: try $0.text(0), range: try $0.range(1), owner: try $0.text(3),
                isOverbook: try $0.integer(4) == 1
            )
        }
    }

    /// Of what an event was ever recorded.
    func subjects(of event: SchedulingEvent) throws -> Set<String> {
        Set(
            try rows("SELECT DISTINCT subject FROM audit WHERE action = \(event.rawValue)").map {
                try $0.text(0)
            })
    }
}
