public import Domain

/// Appointments as they stand, for whoever tells people of them.
public protocol Visits: Sendable {
    /// Those of `ids` that there are, in any order.
    ///
    /// - Throws: What the book throws.
    func visits(_ ids: Set<Appointment.ID>) async throws -> [Visit]
}

/// An appointment as it stands, with what people call things.
public struct Visit: Sendable, Hashable, Codable {
    /// Identity.
    public let id: Appointment.ID
    /// Grows with every change.
    public let version: Int
    /// Where it stands.
    public let status: AppointmentStatus
    /// What it is.
    public let type: AppointmentType.ID
    /// Whose.
    public let patient: Patient.ID
    /// With whom.
    public let practitioner: Practitioner.ID
    /// As people call them.
    public let practitionerName: String
    /// Where, as people call it.
    public let location: String
    /// The location's IANA zone.
    public let zone: String
    /// When.
    public let range: TimeRange
    /// What a link to it carries, for its patient alone: whoever has it answers without signing in.
    public let token: String

    /// An appointment.
    public init(
        id: Appointment.ID, version: Int, status: AppointmentStatus, type: AppointmentType.ID,
        patient: Patient.ID, practitioner: Practitioner.ID, practitionerName: String, location: String,
        zone: String, range: TimeRange, token: String
    ) {
        self.id = id
        self.version = version
        self.status = status
        self.type = type
        self.patient = patient
        self.practitioner = practitioner
        self.practitionerName = practitionerName
        self.location = location
        self.zone = zone
        self.range = range
        self.token = token
    }
}
