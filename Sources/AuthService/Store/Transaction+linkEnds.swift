import Domain
import Storage

/// Links to appointments that ended with something that happened to an account.
struct LinkEnd: Sendable {
    let id: Int
    let maker: String?
    let patient: Patient.ID?
}

extension ReadTransaction {
    /// What scheduling has not been told yet, oldest first.
    func linkEnds(limit: Int) throws -> [LinkEnd] {
        try rows("SELECT id, maker, patient_id FROM link_end ORDER BY id LIMIT \(limit)").map {
            LinkEnd(
                id: try $0.int(0), maker: try $0.optionalText(1),
                patient: try $0.optionalText(2).map { Patient.ID($0) })
        }
    }
}

extension Transaction {
    /// Ends links in the transaction of what ends them; scheduling is told afterwards, and again until it knows.
    func endLinks(madeBy maker: String?, to patient: Patient.ID?) throws {
        try run("INSERT INTO link_end (maker, patient_id) VALUES (\(maker), \(patient?.rawValue))")
    }

    func deleteLinkEnd(_ id: Int) throws { try run("DELETE FROM link_end WHERE id = \(id)") }
}
