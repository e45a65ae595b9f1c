public import Domain

/// An appointment as figures need it: who the patient is stays an id.
public struct VisitFact: Sendable, Hashable, Codable {
    /// Identity.
    public let id: Appointment.ID
    /// Grows with every change.
    public let version: Int
    /// Where it stands.
    public let status: AppointmentStatus
    /// What it is.
    public let type: AppointmentType.ID
    /// With whom.
    public let practitioner: Practitioner.ID
    /// Where; an empty id for a practitioner whom the clinic has no more.
    public let location: Location.ID
    /// The location's IANA zone, or the clinic's.
    public let zone: String
    /// Whose.
    public let patient: Patient.ID
    /// The patient's time.
    public let range: TimeRange
    /// When it was booked.
    public let bookedAt: Instant
    /// By which side.
    public let bookedBy: Side
    /// How soon care is needed.
    public let priority: Priority
    /// Whether a plan moved it.
    public let wasMovedByPlan: Bool
    /// What the type costs, in cents.
    public let priceCents: Int
    /// How it came to stand as it does; `nil` for what was only booked or moved.
    public let step: Step?

    /// The last change of its status.
    public struct Step: Sendable, Hashable, Codable {
        /// By which side.
        public let by: Side
        /// Why, in one of the clinic's codes.
        public let reason: String?
        /// When.
        public let at: Instant

        /// A change.
        public init(by side: Side, reason: String?, at instant: Instant) {
            by = side
            self.reason = reason
            at = instant
        }
    }

    /// A fact.
    public init(
        id: Appointment.ID, version: Int, status: AppointmentStatus, type: AppointmentType.ID,
        practitioner: Practitioner.ID, location: Location.ID, zone: String, patient: Patient.ID,
        range: TimeRange, bookedAt: Instant, bookedBy: Side, priority: Priority,
        wasMovedByPlan: Bool, priceCents: Int, step: Step?
    ) {
        self.id = id
        self.version = version
        self.status = status
        self.type = type
        self.practitioner = practitioner
        self.location = location
        self.zone = zone
        self.patient = patient
        self.range = range
        self.bookedAt = bookedAt
        self.bookedBy = bookedBy
        self.priority = priority
        self.wasMovedByPlan = wasMovedByPlan
        self.priceCents = priceCents
        self.step = step
    }
}
