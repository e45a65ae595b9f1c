package import Storage

package extension ReadTransaction {
    /// What the clinic chose; the usual until it has.
    func settings() throws -> ClinicSettings {
        let query: SQL = """
            SELECT change_cutoff_minutes, link_days, appointments_per_patient, waitlist_per_patient, version
            FROM limits
            """
        guard let row = try first(query) else { return ClinicSettings() }
        return ClinicSettings(
            changeCutoffMinutes: try row.int(0), linkDays: try row.int(1),
            appointmentsPerPatient: try row.int(2), waitlistPerPatient: try row.int(3),
            version: try row.int(4))
    }
}

package extension Transaction {
    func store(_ settings: ClinicSettings) throws {
        try run(
            """
            INSERT INTO limits (id, version, change_cutoff_minutes, link_days, appointments_per_patient,
                waitlist_per_patient)
            VALUES (1, \(settings.version), \(settings.changeCutoffMinutes), \(settings.linkDays),
                \(settings.appointmentsPerPatient), \(settings.waitlistPerPatient))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version,
                change_cutoff_minutes = excluded.change_cutoff_minutes, link_days = excluded.link_days,
                appointments_per_patient = excluded.appointments_per_patient,
                waitlist_per_patient = excluded.waitlist_per_patient
            """)
    }
}
