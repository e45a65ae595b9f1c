package import Domain

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
