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
    public let percent: Bounded<0, 1_000>?
    /// longer: more minutes.
    public let minutes: Bounded<1, 240>?
    /// weight: points.
    public let points: Bounded<0, 100_000>?
    /// rule: farthest day ahead.
    public let horizonDays: Bounded<1, 366>?
    /// rule: shortest notice.
    public let noticeMinutes: Bounded<0, 525_600>?
    /// rule: cap per practitioner and day.
    public let perPractitionerDay: Bounded<1, 1_000>?
    /// carveOut: released so many hours before.
    public let releaseHours: Bounded<0, 1_344>?
    /// overbooking: extra patients per session.
    public let perSession: Bounded<0, 10>?
    /// overbooking: longest mean wait.
    public let waitMinutes: Bounded<0, 240>?

    /// A change from its parts.
    public init(
        kind: Kind, practitioner: Practitioner.ID? = nil, location: Location.ID? = nil,
        appointmentType: AppointmentType.ID? = nil, from: LocalDate? = nil, to: LocalDate? = nil,
        date: LocalDate? = nil, hours: LocalTimeRange? = nil, name: Line? = nil,
        percent: Bounded<0, 1_000>? = nil,
        minutes: Bounded<1, 240>? = nil, points: Bounded<0, 100_000>? = nil,
        horizonDays: Bounded<1, 366>? = nil,
        noticeMinutes: Bounded<0, 525_600>? = nil, perPractitionerDay: Bounded<1, 1_000>? = nil,
        releaseHours: Bounded<0, 1_344>? = nil, perSession: Bounded<0, 10>? = nil,
        waitMinutes: Bounded<0, 240>? = nil
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
