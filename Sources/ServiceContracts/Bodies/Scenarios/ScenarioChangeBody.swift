public import Domain

/// Something that is different in a scenario; which fields count follows from `kind`.
public struct ScenarioChangeBody: Body {
    /// What is different.
    public enum Kind: String, CaseIterable, Described {
        case absence, closedLocation, extraSession, newPractitioner, demand, longer, rule, weight, carveOut,
            overbooking
    }

    /// What is different.
    public let kind: Kind
    /// absence, extraSession, carveOut: who; newPractitioner: like whom.
    public let practitioner: Practitioner.ID?
    /// closedLocation: where.
    public let location: Location.ID?
    /// demand, longer, rule: of which type.
    public let appointmentType: AppointmentType.ID?
    /// absence, closedLocation: first day.
    public let from: LocalDate?
    /// absence, closedLocation: last day, inclusive.
    public let to: LocalDate?
    /// extraSession: which day.
    public let date: LocalDate?
    /// extraSession, carveOut: from when to when.
    public let hours: LocalTimeRange?
    /// newPractitioner: for people; weight: which.
    public let name: Line?
    /// demand: in percent of the usual.
    public let percent: Bounded<Bounds.DemandPercent>?
    /// longer: more minutes.
    public let minutes: Bounded<Bounds.SessionMinutes>?
    /// weight: points.
    public let points: Bounded<Bounds.WeightPoints>?
    /// rule: farthest day ahead.
    public let horizonDays: Bounded<Bounds.HorizonDays>?
    /// rule: shortest notice.
    public let noticeMinutes: Bounded<Bounds.NoticeMinutes>?
    /// rule: cap per practitioner and day.
    public let perPractitionerDay: Bounded<Bounds.PerPractitionerDay>?
    /// carveOut: released so many hours before.
    public let releaseHours: Bounded<Bounds.ReleaseHours>?
    /// overbooking: extra patients per session.
    public let perSession: Bounded<Bounds.OverbooksPerSession>?
    /// overbooking: longest mean wait.
    public let waitMinutes: Bounded<Bounds.WaitMinutes>?

    /// A change from its parts.
    public init(
        kind: Kind, practitioner: Practitioner.ID? = nil, location: Location.ID? = nil,
        appointmentType: AppointmentType.ID? = nil, from: LocalDate? = nil, to: LocalDate? = nil,
        date: LocalDate? = nil, hours: LocalTimeRange? = nil, name: Line? = nil,
        percent: Bounded<Bounds.DemandPercent>? = nil,
        minutes: Bounded<Bounds.SessionMinutes>? = nil, points: Bounded<Bounds.WeightPoints>? = nil,
        horizonDays: Bounded<Bounds.HorizonDays>? = nil,
        noticeMinutes: Bounded<Bounds.NoticeMinutes>? = nil,
        perPractitionerDay: Bounded<Bounds.PerPractitionerDay>? = nil,
        releaseHours: Bounded<Bounds.ReleaseHours>? = nil,
        perSession: Bounded<Bounds.OverbooksPerSession>? = nil,
        waitMinutes: Bounded<Bounds.WaitMinutes>? = nil
    ) {
        self.kind = kind
        self.practitioner = practitioner
        self.location = location
        self.appointmentType = appointmentType
        self.from = from
        self.to = to
        self.date = date
        self.hours = hours
        self.name = name
        self.percent = percent
        self.minutes = minutes
        self.points = points
        self.horizonDays = horizonDays
        self.noticeMinutes = noticeMinutes
        self.perPractitionerDay = perPractitionerDay
        self.releaseHours = releaseHours
        self.perSession = perSession
        self.waitMinutes = waitMinutes
    }

    /// Somebody is away for a day.
    public static var example: Self { Self(kind: .absence, practitioner: "p-01", from: .sample, to: .sample) }
}
