package import Domain
package import Storage

/// A visit as another system recorded it: who, in which session, which visit of theirs, when, for how long.
package struct Consultation: Sendable, Hashable {
    package let patient: Patient.ID
    package let session: String
    package let visit: Int
    /// `hh:mm:ss`.
    package let start: String
    package let seconds: Int

    package init(patient: Patient.ID, session: String, visit: Int, start: String, seconds: Int) {
        self.patient = patient
        self.session = session
        self.visit = visit
        self.start = start
        self.seconds = seconds
    }
}

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
