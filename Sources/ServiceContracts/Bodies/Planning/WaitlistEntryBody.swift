public import Domain

/// An entry of the waitlist.
public struct WaitlistEntryBody: Body {
    /// Identity.
    public let id: WaitlistEntry.ID
    /// Who waits.
    public let patient: Patient.ID
    /// For what.
    public let appointmentType: AppointmentType.ID
    /// How soon care is needed.
    public let priority: Priority
    /// First local day that suits.
    public let earliest: LocalDate
    /// Last local day that suits, inclusive.
    public let latest: LocalDate
    /// What is to be moved earlier.
    public let appointment: Appointment.ID?
    /// Since when.
    public let addedAt: Instant

    /// An entry.
    public init(_ entry: WaitlistEntry) {
        id = entry.id
        patient = entry.patient
        appointmentType = entry.type
        priority = entry.priority
        earliest = entry.earliest
        latest = entry.latest
        appointment = entry.appointment
        addedAt = entry.addedAt
    }

    /// An example.
    public static var example: Self {
        Self(
            WaitlistEntry(
                id: "w5c", patient: "pt-1", type: "gp-return", priority: .normal, earliest: .sample,
                latest: .sample,
                appointment: nil, addedAt: .sample))
    }
}
