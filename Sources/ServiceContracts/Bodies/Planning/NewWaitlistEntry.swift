public import Domain

/// Somebody who wants a place, or an earlier one.
public struct NewWaitlistEntry: Body {
    /// Who waits.
    public let patient: Patient.ID
    /// For what.
    public let appointmentType: AppointmentType.ID
    /// How soon care is needed.
    public let priority: Priority?
    /// First local day that suits.
    public let earliest: LocalDate
    /// Last local day that suits, inclusive.
    public let latest: LocalDate
    /// What is to be moved earlier.
    public let appointment: Appointment.ID?

    /// An entry to be made.
    public init(
        patient: Patient.ID, appointmentType: AppointmentType.ID, priority: Priority? = nil,
        earliest: LocalDate,
        latest: LocalDate, appointment: Appointment.ID? = nil
    ) {
        self.patient = patient
        self.appointmentType = appointmentType
        self.priority = priority
        self.earliest = earliest
        self.latest = latest
        self.appointment = appointment
    }

    /// An example.
    public static var example: Self {
        Self(patient: "pt-1", appointmentType: "gp-return", earliest: .sample, latest: .sample)
    }
}
