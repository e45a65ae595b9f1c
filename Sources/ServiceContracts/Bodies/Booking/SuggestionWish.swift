public import Domain

/// What somebody asks suggestions for: one appointment, a bundle or a series.
public struct SuggestionWish: Body {
    /// One appointment of a bundle.
    public struct Step: Body {
        /// What is to be booked.
        public let appointmentType: AppointmentType.ID
        /// For whom; absent for the patient of the wish.
        public let patient: Patient.ID?
        /// Least minutes after the step before.
        public let gapMinutes: Bounded<Bounds.GapMinutes>?
        /// Most minutes after the step before.
        public let gapAtMostMinutes: Bounded<Bounds.GapMinutes>?

        /// A step.
        public init(
            appointmentType: AppointmentType.ID, patient: Patient.ID? = nil,
            gapMinutes: Bounded<Bounds.GapMinutes>? = nil, gapAtMostMinutes: Bounded<Bounds.GapMinutes>? = nil
        ) {
            self.appointmentType = appointmentType
            self.patient = patient
            self.gapMinutes = gapMinutes
            self.gapAtMostMinutes = gapAtMostMinutes
        }

        /// A return visit.
        public static var example: Self { Self(appointmentType: "gp-return") }
    }

    /// The same appointment again and again.
    public struct Series: Body {
        /// How many visits.
        public let visits: Bounded<Bounds.SeriesVisits>
        /// Days from one to the next.
        public let intervalDays: Bounded<Bounds.SeriesIntervalDays>

        /// A series.
        public init(visits: Bounded<Bounds.SeriesVisits>, intervalDays: Bounded<Bounds.SeriesIntervalDays>) {
            self.visits = visits
            self.intervalDays = intervalDays
        }

        /// Two.
        public static var example: Self { Self(visits: .sample, intervalDays: .sample) }
    }

    /// What is to be booked; absent for a bundle.
    public let appointmentType: AppointmentType.ID?
    /// For whom; absent for somebody unknown, which patients may not leave out.
    public let patient: Patient.ID?
    /// First local day; absent for today.
    public let earliest: LocalDate?
    /// Last local day, inclusive, at most 56 after the first; absent for four weeks.
    public let latest: LocalDate?
    /// Wishes for this request; absent for the patient's standing ones.
    public let preferences: PreferencesBody?
    /// How soon care is needed.
    public let priority: Priority?
    /// How many.
    public let count: Bounded<Bounds.SuggestionCount>?
    /// The appointment that would be moved: it is not in its own way, and counts for no limit.
    public let moving: Appointment.ID?
    /// Several appointments that belong together, in order.
    public let bundle: [Step]?
    /// The same appointment several times.
    public let series: Series?

    /// A wish from its parts.
    public init(
        appointmentType: AppointmentType.ID?, patient: Patient.ID? = nil, earliest: LocalDate? = nil,
        latest: LocalDate? = nil, preferences: PreferencesBody? = nil, priority: Priority? = nil,
        count: Bounded<Bounds.SuggestionCount>? = nil, moving: Appointment.ID? = nil, bundle: [Step]? = nil,
        series: Series? = nil
    ) {
        self.appointmentType = appointmentType
        self.patient = patient
        self.earliest = earliest
        self.latest = latest
        self.preferences = preferences
        self.priority = priority
        self.count = count
        self.moving = moving
        self.bundle = bundle
        self.series = series
    }

    /// A return visit.
    public static var example: Self {
        Self(appointmentType: "gp-return", patient: "pt-1", preferences: .example)
    }
}
