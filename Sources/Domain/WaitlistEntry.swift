/// Somebody who wants a place, or an earlier one than they have.
public struct WaitlistEntry: Hashable, Sendable {
    /// Typed id.
    public typealias ID = Identifier<WaitlistEntry>

    /// Identity.
    public let id: ID
    /// Who waits.
    public let patient: Patient.ID
    /// For what.
    public let type: AppointmentType.ID
    /// How soon care is needed.
    public let priority: Priority
    /// First local day that suits.
    public let earliest: LocalDate
    /// Last local day that suits, inclusive.
    public let latest: LocalDate
    /// The appointment to be moved earlier; `nil` if there is none yet.
    public let appointment: Appointment.ID?
    /// Since when.
    public let addedAt: Instant

    /// An entry; see the properties.
    public init(
        id: ID, patient: Patient.ID, type: AppointmentType.ID, priority: Priority, earliest: LocalDate,
        latest: LocalDate, appointment: Appointment.ID?, addedAt: Instant
    ) {
        self.id = id
        self.patient = patient
        self.type = type
        self.priority = priority
        self.earliest = earliest
        self.latest = latest
        self.appointment = appointment
        self.addedAt = addedAt
    }
}
