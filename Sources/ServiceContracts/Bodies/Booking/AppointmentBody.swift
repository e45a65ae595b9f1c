public import Domain

/// An appointment as it stands.
public struct AppointmentBody: Body {
    /// Identity.
    public let id: Appointment.ID
    /// Grows with every change; the ETag.
    public let version: Int
    /// Where it stands.
    public let status: AppointmentStatus
    /// What it is.
    public let appointmentType: AppointmentType.ID
    /// Who gives care.
    public let practitioner: Practitioner.ID
    /// Who receives care.
    public let patient: Patient.ID
    /// When the patient's time begins.
    public let start: Instant
    /// When it ends.
    public let end: Instant
    /// IANA zone of its location.
    public let zone: String
    /// How soon care is needed.
    public let priority: Priority
    /// What it belongs to, if it is part of a series or bundle.
    public let series: String?
    /// All appointments that were booked together, this one first; only in the answer to a booking.
    public let booked: [Appointment.ID]?
    /// Why staff put it over another; only for staff.
    public let overbookReason: String?
    /// Where it was before a proposal moved it, until the patient confirms, moves or cancels it; only in lists.
    public let replaced: ProposalBody.Seat?

    /// An appointment.
    public init(
        _ appointment: Appointment, zone: String, booked: [Appointment.ID]? = nil, showsReason: Bool = true,
        replaced: ProposalBody.Seat? = nil
    ) {
        id = appointment.id
        version = appointment.version
        status = appointment.status
        appointmentType = appointment.type
        practitioner = appointment.practitioner
        patient = appointment.patient
        start = appointment.range.start
        end = appointment.range.end
        self.zone = zone
        priority = appointment.priority
        series = appointment.series
        self.booked = booked
        overbookReason = showsReason ? appointment.overbookReason : nil
        self.replaced = replaced
    }

    /// A booked one.
    public static var example: Self {
        Self(
            Appointment(
                id: "k3m9x7qa2tzpd", status: .booked, type: "gp-return", practitioner: "p-01",
                patient: "pt-1",
                range: TimeRange(start: .sample, length: 15), busy: TimeRange(start: .sample, length: 15),
                bookedAt: .sample),
            zone: "Europe/Berlin")
    }
}
