public import Domain

/// A slot to be held.
public struct NewHold: Body {
    /// What would be booked.
    public let appointmentType: AppointmentType.ID
    /// With whom.
    public let practitioner: Practitioner.ID
    /// When.
    public let start: Instant
    /// For whom.
    public let patient: Patient.ID
    /// How soon care is needed.
    public let priority: Priority?

    /// A slot to be held.
    public init(
        appointmentType: AppointmentType.ID, practitioner: Practitioner.ID, start: Instant,
        patient: Patient.ID,
        priority: Priority? = nil
    ) {
        self.appointmentType = appointmentType
        self.practitioner = practitioner
        self.start = start
        self.patient = patient
        self.priority = priority
    }

    /// An example.
    public static var example: Self {
        Self(appointmentType: "gp-return", practitioner: "p-01", start: .sample, patient: "pt-1")
    }
}
