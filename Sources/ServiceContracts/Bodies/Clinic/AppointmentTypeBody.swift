public import Domain

/// A bookable kind of appointment.
public struct AppointmentTypeBody: Body {
    /// Identity.
    public let id: AppointmentType.ID
    /// For people.
    public let name: String
    /// Time with the patient.
    public let durationMinutes: Int
    /// The skill a practitioner must have.
    public let skill: String
    /// Price in cents.
    public let priceCents: Int
    /// Shortest time between booking and start.
    public let noticeMinutes: Int
    /// Farthest day ahead, in days from today.
    public let horizonDays: Int
    /// Whether a booking by a patient waits for approval.
    public let needsApproval: Bool

    /// A type.
    public init(_ type: AppointmentType) {
        id = type.id
        name = type.name
        durationMinutes = type.length.duration.count
        skill = type.skill
        priceCents = type.priceCents
        noticeMinutes = type.limits.notice.count
        horizonDays = type.limits.horizonDays
        needsApproval = type.needsApproval
    }

    /// A return visit.
    public static var example: Self {
        Self(
            AppointmentType(
                id: "gp-return", name: "General practice, return visit",
                length: AppointmentLength(duration: 15), skill: "gp"))
    }
}
