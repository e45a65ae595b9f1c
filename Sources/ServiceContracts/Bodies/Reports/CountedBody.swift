public import Domain

/// One of those that a figure counts.
public struct CountedBody: Body {
    /// Its id; absent for a visit that another system kept.
    public let appointment: Appointment.ID?
    /// The local day on which it begins.
    public let day: LocalDate
    /// Where it stands.
    public let status: AppointmentStatus
    /// What people call who sees the patient; absent if nobody knows.
    public let practitioner: String?
    /// What people call the place; absent if nobody knows.
    public let location: String?
    /// What people call what it is; absent if nobody knows.
    public let appointmentType: String?
    /// Whose; absent for whoever may not see patients, and where another system knows.
    public let patient: CountedPatient?

    /// One.
    public init(
        appointment: Appointment.ID?, day: LocalDate, status: AppointmentStatus, practitioner: String?,
        location: String?, appointmentType: String?, patient: CountedPatient?
    ) {
        self.appointment = appointment
        self.day = day
        self.status = status
        self.practitioner = practitioner
        self.location = location
        self.appointmentType = appointmentType
        self.patient = patient
    }

    /// One that was missed.
    public static var example: Self {
        Self(
            appointment: "a-1", day: LocalDate(daysSince1970: 20_513), status: .noshow,
            practitioner: "Dr Okafor", location: "Main", appointmentType: "Visit", patient: .example)
    }
}

/// Whose an appointment is, for whoever may see it.
public struct CountedPatient: Body {
    /// Id.
    public let id: Patient.ID
    /// For people.
    public let name: String

    /// A patient.
    public init(id: Patient.ID, name: String) {
        self.id = id
        self.name = name
    }

    /// Somebody.
    public static var example: Self { Self(id: "pt-1", name: "Ada Larsen") }
}
