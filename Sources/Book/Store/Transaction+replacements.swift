package import Domain
package import Storage

package extension Transaction {
    /// Remembers where an appointment was before a proposal moved it, until its patient answers.
    func askForAnswer(_ appointment: Appointment, from seat: Seat) throws {
        try run(
            """
            INSERT INTO replacement (appointment_id, version, practitioner_id, starts_at)
            VALUES (\(appointment.id), \(appointment.version), \(seat.practitioner), \(seat.start))
            ON CONFLICT (appointment_id) DO UPDATE SET version = excluded.version,
                practitioner_id = excluded.practitioner_id, starts_at = excluded.starts_at
            """)
    }
}

package extension ReadTransaction {
    /// Where a proposal moved `appointments` from, of those whose patients have not answered.
    ///
    /// Any change since is an answer: the version is another then.
    func seatsBeforeReplacement(of appointments: [Appointment]) throws -> [Appointment.ID: Seat] {
        let query: SQL = """
            SELECT replacement.appointment_id, replacement.practitioner_id, replacement.starts_at FROM replacement
                JOIN appointment ON appointment.id = replacement.appointment_id
                    AND appointment.version = replacement.version
            WHERE replacement.appointment_id IN \(in: appointments.map(\.id)) AND NOT EXISTS (
                SELECT 1 FROM confirmation WHERE confirmation.appointment_id = replacement.appointment_id
                    AND confirmation.version = replacement.version
            )
            """
        let found = try rows(query).map {
            (
                try $0.id(0) as Appointment.ID,
                Seat(practitioner: try $0.id(1), start: try $0.instant(2))
            )
        }
        return Dictionary(uniqueKeysWithValues: found)
    }
}
