import Domain
package import Storage

package extension ReadTransaction {
    /// In the order they came in.
    func consultations() throws -> [Consultation] {
        try rows("SELECT patient_id, session, visit, start, service_seconds FROM consultation ORDER BY id")
            .map {
                Consultation(
                    patient: try $0.id(0), session: try $0.text(1), visit: try $0.int(2),
                    start: try $0.text(3),
                    seconds: try $0.int(4))
            }
    }

    /// Seconds that are recorded of the same visit already.
    func recordedSeconds(of one: Consultation) throws -> Int? {
        try first(
            """
            SELECT service_seconds FROM consultation WHERE session = \(one.session) AND patient_id = \(one.patient)
                AND visit = \(one.visit) AND start = \(one.start)
            """)?.int(0)
    }
}

package extension Transaction {
    func insert(_ one: Consultation) throws {
        try run(
            """
            INSERT INTO consultation (patient_id, session, visit, start, service_seconds)
            VALUES (\(one.patient), \(one.session), \(one.visit), \(one.start), \(one.seconds))
            """)
    }
}
