package import Domain
package import Storage

/// How an appointment came to stand as it does.
package struct History: Sendable, Hashable {
    /// By which side it was booked.
    package let bookedBy: Side
    /// Its status before the last step, which can be taken back; `nil` while there is none.
    package let former: AppointmentStatus?
    /// Which side changed its status last; `nil` while nobody has.
    package let steppedBy: Side?
    /// Why.
    package let reason: String?
    /// When.
    package let steppedAt: Instant?
    /// Whether a plan moved it.
    package let wasMovedByPlan: Bool
}

package extension Transaction {
    /// Notes how an appointment came to its status, as another book tells it.
    func keepStep(
        of appointment: Appointment.ID, by side: Side, because reason: String?, at instant: Instant,
        from former: AppointmentStatus?
    ) throws {
        try run(
            """
            UPDATE appointment SET stepped_by = \(side.rawValue), step_reason = \(reason), stepped_at = \(instant),
                former_status = \(former?.rawValue)
            WHERE id = \(appointment)
            """)
    }
}

package extension ReadTransaction {
    /// How appointments came to stand as they do: those of `ids` that there are, or all.
    func histories(of ids: Set<Appointment.ID>? = nil) throws -> [Appointment.ID: History] {
        let which: SQL = ids.map { "id IN \(in: $0.sorted())" } ?? "1 = 1"
        let query: SQL = """
            SELECT id, booked_by, stepped_by, step_reason, stepped_at,
                (SELECT count(*) FROM replacement WHERE replacement.appointment_id = appointment.id),
                former_status
            FROM appointment WHERE \(which)
            """
        return try Dictionary(
            rows(query).map { row in
                (
                    try row.id(0),
                    History(
                        bookedBy: try row.word(1),
                        former: try row.optionalText(6).flatMap(AppointmentStatus.init),
                        steppedBy: try row.optionalText(2).flatMap(Side.init),
                        reason: try row.optionalText(3), steppedAt: try row.optionalInstant(4),
                        wasMovedByPlan: try row.int(5) > 0)
                )
            }
        ) { first, _ in first }
    }
}
