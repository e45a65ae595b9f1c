package import Domain
package import Storage

/// An appointment as a proposal moved it, and whether its patient has seen that.
package struct Replacement: Sendable, Hashable {
    /// Which.
    package let appointment: Appointment.ID
    /// The version it had then.
    package let version: Int
    /// Where it was before.
    package let from: Seat
    /// Where the proposal put it.
    package let to: Seat
    /// When it was moved.
    package let at: Instant
    /// When its patient saw it; `nil` as far as anybody knows.
    package let seenAt: Instant?
    /// When they said that it suits them; `nil` if they did not.
    package let confirmedAt: Instant?
}

package extension Transaction {
    /// Remembers where an appointment was before a proposal moved it.
    func askForAnswer(_ appointment: Appointment, from seat: Seat, by proposal: Proposal.ID) throws {
        try run(
            """
            INSERT INTO replacement (appointment_id, version, proposal_id, practitioner_id, starts_at,
                to_practitioner_id, to_starts_at, at)
            VALUES (\(appointment.id), \(appointment.version), \(proposal), \(seat.practitioner), \(seat.start),
                \(appointment.practitioner), \(appointment.range.start), \(now))
            ON CONFLICT (appointment_id, version) DO NOTHING
            """)
    }

    /// Notes that the patient of an appointment sees where a proposal moved it; the first time counts.
    func noteSight(of appointment: Appointment) throws {
        try run(
            """
            UPDATE replacement SET seen_at = \(now)
            WHERE appointment_id = \(appointment.id) AND to_practitioner_id = \(appointment.practitioner)
                AND to_starts_at = \(appointment.range.start) AND seen_at IS NULL
            """)
    }
}

package extension ReadTransaction {
    /// Where proposals moved `appointments` from, of those whose patients have not answered.
    ///
    /// Another place since is an answer, and so is none at all; being approved, or a step that was taken back, is none.
    func seatsBeforeReplacement(of appointments: [Appointment]) throws -> [Appointment.ID: Seat] {
        let query: SQL = """
            JOIN appointment ON appointment.id = replacement.appointment_id
                AND appointment.practitioner_id = replacement.to_practitioner_id
                AND appointment.starts_at = replacement.to_starts_at
                AND appointment.status IN ('booked', 'pending')
            WHERE replacement.appointment_id IN \(in: appointments.map(\.id))
            """
        let open = try replacements(query).filter { $0.confirmedAt == nil }
        return Dictionary(open.map { ($0.appointment, $0.from) }) { _, last in last }
    }

    /// What was applied of a proposal, by appointment.
    func replacements(by proposal: Proposal.ID) throws -> [Replacement] {
        try replacements("WHERE replacement.proposal_id = \(proposal)")
    }

    private func replacements(_ which: SQL) throws -> [Replacement] {
        let query: SQL = """
            SELECT replacement.appointment_id, replacement.version, replacement.practitioner_id,
                replacement.starts_at, replacement.to_practitioner_id, replacement.to_starts_at, replacement.at,
                replacement.seen_at, confirmation.at
            FROM replacement
                LEFT JOIN confirmation ON confirmation.appointment_id = replacement.appointment_id
                    AND confirmation.version >= replacement.version
            \(which) ORDER BY replacement.appointment_id, replacement.version
            """
        return try rows(query).map {
            Replacement(
                appointment: try $0.id(0), version: try $0.int(1),
                from: Seat(practitioner: try $0.id(2), start: try $0.instant(3)),
                to: Seat(practitioner: try $0.id(4), start: try $0.instant(5)), at: try $0.instant(6),
                seenAt: try $0.optionalInstant(7),
                confirmedAt: try $0.optionalInstant(8))
        }
    }
}
