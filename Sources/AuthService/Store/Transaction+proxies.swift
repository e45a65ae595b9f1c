import Domain
import ServiceContracts
import Storage

extension ReadTransaction {
    /// Who acts for a patient, longest first.
    func proxies(of patient: Patient.ID) throws -> [ProxyBody] {
        try rows("SELECT account_id, since FROM proxy WHERE patient_id = \(patient) ORDER BY since").map {
            ProxyBody(account: try $0.text(0), patient: patient, since: try $0.instant(1))
        }
    }
}

extension Transaction {
    /// Adds who acts for a patient; nothing happens if they do already.
    func insertProxy(_ account: String, for patient: Patient.ID) throws {
        try run(
            """
            INSERT INTO proxy (account_id, patient_id, since) VALUES (\(account), \(patient), \(now))
            ON CONFLICT DO NOTHING
            """)
    }

    /// Whether there was one.
    func deleteProxy(_ account: String, for patient: Patient.ID) throws -> Bool {
        try run("DELETE FROM proxy WHERE account_id = \(account) AND patient_id = \(patient)") > 0
    }
}
