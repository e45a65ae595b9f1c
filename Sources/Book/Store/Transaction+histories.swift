package import Domain
package import Storage

/// How an appointment came to stand as it does.
package struct History: Sendable, Hashable {
    /// By which side it was booked.
    package let bookedBy: Side
    /// Which side changed its status last; `nil` while nobody has.
    package let steppedBy: Side?
    /// Why.
    package let reason: String?
    /// When.
    package let steppedAt: Instant?
    /// Whether the patient said of this version or an earlier one that they will come.
    package let isConfirmed: Bool
    /// Whether a plan moved it.
    package let wasMovedByPlan: Bool
}

package extension ReadTransaction {
    /// How appointments came to stand as they do, of those of `ids` that there are.
    func histories(of ids: Set<Appointment.ID>) throws -> [Appointment.ID: History] {
        let query: SQL = """
            SELECT id, booked_by, stepped_by, step_reason, stepped_at,
                (SELECT count(*) FROM confirmation WHERE confirmation.appointment_id = appointment.id),
                (SELECT count(*) FROM replacement WHERE replacement.appointment_id = appointment.id)
            FROM appointment WHERE id IN \(in: ids.sorted())
            """
        return try Dictionary(
            rows(query).map { row in
                (
                    try row.id(0),
                    History(
                        bookedBy: try row.word(1), steppedBy: try row.optionalText(2).flatMap(Side.init),
                        reason: try row.optionalText(3), steppedAt: try row.optionalInstant(4),
                        isConfirmed: try row.int(5) > 0, wasMovedByPlan: try row.int(6) > 0)
                )
            }
        ) { first, _ in first }
    }
}
