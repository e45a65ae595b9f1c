package import Domain
package import Storage

/// A practitioner's calendar outside the clinic, and how far it was read.
package struct OutsideCalendar: Sendable, Hashable {
    /// Whose.
    package let practitioner: Practitioner.ID
    /// Where it is; whoever has it reads the calendar.
    package let address: String
    /// What its server calls what was read; `nil` for nothing.
    package var tag: String?
    /// When all of it was read last; `nil` for never.
    package var readAt: Instant?
    /// When it was last found to be as it was read.
    package var seenAt: Instant?
    /// Why it could not be read the last time; `nil` if it could.
    package var fault: String?

    /// A calendar that was not read yet.
    package init(practitioner: Practitioner.ID, address: String) {
        self.practitioner = practitioner
        self.address = address
    }
}

package extension ReadTransaction {
    /// The outside calendar of a practitioner; `nil` for none.
    func outsideCalendar(of practitioner: Practitioner.ID) throws -> OutsideCalendar? {
        try outsideCalendars(where: "practitioner_id = \(practitioner)").first
    }

    /// Those that were not found as they were read since `instant`, by practitioner.
    func outsideCalendars(notSeenSince instant: Instant) throws -> [OutsideCalendar] {
        try outsideCalendars(where: "coalesce(seen_at, set_at) < \(instant)")
    }

    /// Whether one could be read now.
    func hasDueOutsideCalendars() throws -> Bool {
        try first("SELECT 1 FROM outside_calendar WHERE due_at <= \(now) LIMIT 1") != nil
    }

    fileprivate func outsideCalendars(where condition: SQL) throws -> [OutsideCalendar] {
        try rows(
            """
            SELECT practitioner_id, address, tag, read_at, seen_at, fault FROM outside_calendar
            WHERE \(condition) ORDER BY practitioner_id
            """
        ).map { row in
            var calendar = OutsideCalendar(practitioner: try row.id(0), address: try row.text(1))
            calendar.tag = try row.optionalText(2)
            calendar.readAt = try row.optionalInstant(3)
            calendar.seenAt = try row.optionalInstant(4)
            calendar.fault = try row.optionalText(5)
            return calendar
        }
    }
}

package extension Transaction {
    /// Takes an outside calendar on, in the place of one before.
    func begin(_ calendar: OutsideCalendar) throws {
        try run(
            """
            INSERT INTO outside_calendar (practitioner_id, address, set_at, due_at)
            VALUES (\(calendar.practitioner), \(calendar.address), \(now), \(now))
            ON CONFLICT (practitioner_id) DO UPDATE SET address = excluded.address, set_at = excluded.set_at,
                due_at = excluded.due_at, tag = NULL, read_at = NULL, seen_at = NULL, fault = NULL
            """)
    }

    /// Those that are due, the longest first; nobody else reads them before `instant`.
    func takeOutsideCalendars(limit: Int, until instant: Instant) throws -> [OutsideCalendar] {
        let due = try outsideCalendars(
            where: """
                practitioner_id IN (
                    SELECT practitioner_id FROM outside_calendar WHERE due_at <= \(now)
                    ORDER BY due_at, practitioner_id LIMIT \(limit)
                )
                """)
        try run(
            """
            UPDATE outside_calendar SET due_at = \(instant)
            WHERE practitioner_id IN \(in: due.map(\.practitioner))
            """)
        return due
    }

    /// Keeps how far a calendar was read, unless another took its place meanwhile.
    ///
    /// - Returns: Whether it is still the practitioner's.
    func keep(_ calendar: OutsideCalendar, dueAt instant: Instant) throws -> Bool {
        try run(
            """
            UPDATE outside_calendar SET tag = \(calendar.tag), read_at = \(calendar.readAt),
                seen_at = \(calendar.seenAt), fault = \(calendar.fault), due_at = \(instant)
            WHERE practitioner_id = \(calendar.practitioner) AND address = \(calendar.address)
            """) > 0
    }

    /// Ends a practitioner's outside calendar.
    ///
    /// - Returns: Whether there was one.
    func endOutsideCalendar(of practitioner: Practitioner.ID) throws -> Bool {
        try run("DELETE FROM outside_calendar WHERE practitioner_id = \(practitioner)") > 0
    }
}
