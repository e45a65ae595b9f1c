package import Domain
package import Storage

package extension ReadTransaction {
    /// Appointments of patients who do not mind with whom.
    func anyPractitioner() throws -> Set<Appointment.ID> {
        Set(try rows("SELECT appointment_id FROM any_practitioner").map { try $0.id(0) })
    }

    /// Booked appointments of `range` whose patients do not mind with whom, and which nobody has pinned.
    func flexibleAppointments(in range: TimeRange) throws -> [Appointment] {
        let ids = Set(
            try rows(
                """
                SELECT appointment_id FROM any_practitioner JOIN appointment ON appointment.id = appointment_id
                WHERE starts_at >= \(range.start) AND starts_at < \(range.end)
                """
            ).map { try $0.text(0) })
        guard !ids.isEmpty else { return [] }
        return try appointments(in: range).filter {
            ids.contains($0.id.rawValue) && $0.status == .booked && !$0.isPinned && $0.overbookReason == nil
                && $0.range.start > now
        }
    }
}

package extension Transaction {
    /// Remembers that the patient does not mind with whom.
    func markAnyPractitioner(_ id: Appointment.ID) throws {
        try run("INSERT INTO any_practitioner (appointment_id) VALUES (\(id))")
    }

    /// Forgets it: somebody was chosen.
    func unmarkAnyPractitioner(_ id: Appointment.ID) throws {
        try run("DELETE FROM any_practitioner WHERE appointment_id = \(id)")
    }
}
