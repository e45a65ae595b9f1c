package import Domain
import Platform
package import Storage

package extension ReadTransaction {
    /// What a link is for and when it ends; `nil` if it has ended.
    func link(_ id: String) throws -> (appointment: Appointment.ID, expiresAt: Instant)? {
        try first("SELECT appointment_id, expires_at FROM link WHERE id = \(id)").map {
            (appointment: try $0.id(0), expiresAt: try $0.instant(1))
        }
    }
}

package extension ReadTransaction {
    /// How often links in messages to patients ended: those of before are none any more.
    func linksEnded(of patients: Set<Patient.ID>) throws -> [Patient.ID: Int] {
        let query: SQL = "SELECT id, links_ended FROM patient WHERE id IN \(in: patients.sorted())"
        return try Dictionary(rows(query).map { (try $0.id(0), try $0.int(1)) }) { first, _ in first }
    }

    /// With what links are signed; `nil` before the first was made.
    func linkKey() throws -> String? {
        try first("SELECT value FROM setting WHERE name = 'link-key'")?.text(0)
    }
}

package extension Transaction {
    /// Notes a link; `maker` is empty for one that ends with nobody's right.
    func insertLink(
        _ id: String, to appointment: Appointment.ID, madeBy maker: String, until expiry: Instant
    ) throws {
        try run(
            """
            INSERT INTO link (id, appointment_id, made_by, expires_at)
            VALUES (\(id), \(appointment), \(maker), \(expiry))
            """)
    }

    /// Lets the links of an appointment live as long as it does.
    func prolongLinks(to appointment: Appointment) throws {
        let end = appointment.range.end
        try run(
            """
            UPDATE link SET expires_at = CASE WHEN expires_at < \(end) THEN \(end) ELSE expires_at END
            WHERE appointment_id = \(appointment.id)
            """)
    }

    /// Ends links made by an account, to a patient's appointments; `nil` for all of either.
    func endLinks(madeBy maker: String?, to patient: Patient.ID?) throws {
        var condition: SQL = "made_by <> ''"
        if let maker { condition = "\(condition) AND made_by = \(maker)" }
        if let patient {
            condition = """
                \(condition) AND appointment_id IN (SELECT id FROM appointment WHERE patient_id = \(patient))
                """
        }
        try run("DELETE FROM link WHERE \(condition)")
        // Links in messages are nobody's rows: those of a patient end all at once.
        if let patient { try run("UPDATE patient SET links_ended = links_ended + 1 WHERE id = \(patient)") }
    }

    /// The same, made at its first use.
    func makeLinkKey() throws -> String {
        if let known = try linkKey() { return known }
        let key = SignedText.newKey()
        try run("INSERT INTO setting (name, value) VALUES ('link-key', \(key))")
        return key
    }
}
