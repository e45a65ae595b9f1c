public import Domain

/// What is to be booked: a slot, a hold, any practitioner at a time, a series, a bundle, or over what is there.
///
/// Exactly one of them: `hold` takes what the hold keeps, `starts` makes a series, `bundle` several steps, `start` one
/// appointment. `overbookReason` puts a booking by staff over what is there.
public struct NewAppointment: Body {
    /// One appointment of a bundle.
    public struct Step: Body {
        /// What is to be booked.
        public let appointmentType: AppointmentType.ID
        /// With whom.
        public let practitioner: Practitioner.ID
        /// When.
        public let start: Instant
        /// For whom; absent for the patient of the booking.
        public let patient: Patient.ID?

        /// A step.
        public init(
            appointmentType: AppointmentType.ID, practitioner: Practitioner.ID, start: Instant,
            patient: Patient.ID? = nil
        ) {
            self.appointmentType = appointmentType
            self.practitioner = practitioner
            self.start = start
            self.patient = patient
        }

        /// An example.
        public static var example: Self {
            Self(appointmentType: "gp-return", practitioner: "p-01", start: .sample)
        }
    }

    /// What is to be booked.
    public let appointmentType: AppointmentType.ID?
    /// With whom; absent with `anyPractitioner`.
    public let practitioner: Practitioner.ID?
    /// When.
    public let start: Instant?
    /// For whom.
    public let patient: Patient.ID
    /// Where, if any practitioner will do.
    public let location: Location.ID?
    /// How soon care is needed.
    public let priority: Priority?
    /// The hold that keeps the slot.
    public let hold: Hold.ID?
    /// When each visit of a series is; all or none.
    public let starts: [Instant]?
    /// Several appointments; all or none.
    public let bundle: [Step]?
    /// Why staff book over what is there.
    public let overbookReason: Line?
    /// What such a booking exceeds knowingly beside the practitioner's time.
    public let overbookAlso: [OverbookedResource]?
    /// Whether anybody who is free then may give it; must be said where no practitioner is named.
    public let anyPractitioner: Bool?

    /// A booking from its parts.
    public init(
        appointmentType: AppointmentType.ID?, practitioner: Practitioner.ID? = nil, start: Instant? = nil,
        patient: Patient.ID, location: Location.ID? = nil, priority: Priority? = nil, hold: Hold.ID? = nil,
        starts: [Instant]? = nil, bundle: [Step]? = nil, overbookReason: Line? = nil,
        overbookAlso: [OverbookedResource]? = nil, anyPractitioner: Bool? = nil
    ) {
        self.appointmentType = appointmentType
        self.practitioner = practitioner
        self.start = start
        self.patient = patient
        self.location = location
        self.priority = priority
        self.hold = hold
        self.starts = starts
        self.bundle = bundle
        self.overbookReason = overbookReason
        self.overbookAlso = overbookAlso
        self.anyPractitioner = anyPractitioner
    }

    /// An example.
    public static var example: Self {
        Self(appointmentType: "gp-return", practitioner: "p-01", start: .sample, patient: "pt-1")
    }
}
