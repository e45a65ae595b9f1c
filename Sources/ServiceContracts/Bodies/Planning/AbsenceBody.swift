public import Domain

/// An absence and whom it displaces.
public struct AbsenceBody: Body {
    /// Somebody whose appointment falls into it.
    public struct Displaced: Body {
        /// The appointment.
        public let appointment: Appointment.ID
        /// Whose.
        public let patient: Patient.ID
        /// For people.
        public let name: String
        /// When it was to begin.
        public let start: Instant
        /// Whether anyone could tell the patient.
        public let reachable: Bool

        /// Somebody displaced.
        public init(
            appointment: Appointment.ID, patient: Patient.ID, name: String, start: Instant, reachable: Bool
        ) {
            self.appointment = appointment
            self.patient = patient
            self.name = name
            self.start = start
            self.reachable = reachable
        }

        /// An example.
        public static var example: Self {
            Self(appointment: "k3m9", patient: "pt-1", name: "Ada Lovelace", start: .sample, reachable: true)
        }
    }

    /// Identity.
    public let id: Absence.ID
    /// Who is away.
    public let practitioner: Practitioner.ID
    /// From when.
    public let from: Instant
    /// Until when; half-open.
    public let to: Instant
    /// Why, for staff.
    public let reason: String
    /// By start.
    public let displaced: [Displaced]

    /// An absence.
    public init(_ absence: Absence, displaced: [Displaced]) {
        id = absence.id
        practitioner = absence.practitioner
        from = absence.range.start
        to = absence.range.end
        reason = absence.reason
        self.displaced = displaced
    }

    /// An example.
    public static var example: Self {
        Self(
            Absence(
                id: "b2k", practitioner: "p-01", range: TimeRange(start: .sample, length: 1_440),
                reason: "illness"),
            displaced: [.example])
    }
}
