public import Domain

/// Appointments as they stand, for whoever tells people of them.
public protocol Visits: Sendable {
    /// Those of `ids` that there are, in any order.
    ///
    /// - Throws: What the book throws.
    func visits(_ ids: Set<Appointment.ID>) async throws -> [Visit]
    /// Those of `ids` that are open still, in any order.
    ///
    /// - Throws: What the book throws.
    func offers(_ ids: Set<Offer.ID>) async throws -> [OfferedVisit]
    /// What the day after today holds for practitioners, of those that there are; today is the location's.
    ///
    /// - Throws: What the book throws.
    func nextDays(of practitioners: Set<Practitioner.ID>) async throws -> [PractitionerDay]
    /// What a plan moved, with the version that each appointment had then; empty for no plan.
    ///
    /// - Throws: What the book throws.
    func moved(by plan: Identifier<ProposalBody>) async throws -> [VisitVersion]
}

/// An appointment as it was.
public struct VisitVersion: Sendable, Hashable, Codable {
    /// Which.
    public let id: Appointment.ID
    /// Its version then.
    public let version: Int

    /// A version of an appointment.
    public init(id: Appointment.ID, version: Int) {
        self.id = id
        self.version = version
    }
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
    /// Where it was before a plan moved it, until its patient answers; else `nil`.
    public let before: Before?
    /// What a link to it carries, for its patient alone: whoever has it answers without signing in.
    public let token: String

    /// Where it was.
    public struct Before: Sendable, Hashable, Codable {
        /// With whom, as people call them.
        public let practitionerName: String
        /// When.
        public let start: Instant
        /// The IANA zone of where it was.
        public let zone: String

        /// A place of before.
        public init(practitionerName: String, start: Instant, zone: String) {
            self.practitionerName = practitionerName
            self.zone = zone
            self.start = start
        }
    }

    /// An appointment.
    public init(
        id: Appointment.ID, version: Int, status: AppointmentStatus, type: AppointmentType.ID,
        patient: Patient.ID, practitioner: Practitioner.ID, practitionerName: String, location: String,
        zone: String, range: TimeRange, before: Before? = nil, token: String
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
        self.before = before
        self.token = token
    }
}
