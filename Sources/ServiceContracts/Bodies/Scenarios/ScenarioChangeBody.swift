public import Domain

/// Something that is different in a scenario.
public enum ScenarioChangeBody: Union {
    /// Somebody is away.
    case absence(Absence)
    /// A site is closed.
    case closedLocation(ClosedLocation)
    /// Somebody works more on a day.
    case extraSession(ExtraSession)
    /// Another one is hired.
    case newPractitioner(NewPractitioner)
    /// More or fewer ask.
    case demand(Demand)
    /// A type takes longer.
    case longer(Longer)
    /// A type has other limits; what is absent stays.
    case rule(Rule)
    /// A rule of plans costs something else.
    case weight(Weight)
    /// Time is kept for urgent care every day.
    case carveOut(CarveOut)
    /// Sessions take more patients than they have places.
    case overbooking(Overbooking)

    /// Somebody is away.
    public struct Absence: Body {
        /// Who.
        public let practitioner: Practitioner.ID
        /// First day.
        public let from: LocalDate
        /// Last day, inclusive.
        public let to: LocalDate

        /// An example.
        public static var example: Self { Self(practitioner: "p-01", from: .sample, to: .sample) }
    }

    /// A site is closed.
    public struct ClosedLocation: Body {
        /// Where.
        public let location: Location.ID
        /// First day.
        public let from: LocalDate
        /// Last day, inclusive.
        public let to: LocalDate

        /// An example.
        public static var example: Self { Self(location: "loc-1", from: .sample, to: .sample) }
    }

    /// Somebody works more on a day.
    public struct ExtraSession: Body {
        /// Who.
        public let practitioner: Practitioner.ID
        /// Which day.
        public let date: LocalDate
        /// From when to when.
        public let hours: LocalTimeRange

        /// An example.
        public static var example: Self { Self(practitioner: "p-01", date: .sample, hours: .sample) }
    }

    /// Another one is hired.
    public struct NewPractitioner: Body {
        /// Like whom.
        public let practitioner: Practitioner.ID
        /// For people.
        public let name: Line

        /// An example.
        public static var example: Self { Self(practitioner: "p-01", name: .sample) }
    }

    /// More or fewer ask.
    public struct Demand: Body {
        /// In percent of the usual.
        public let percent: Bounded<Bounds.DemandPercent>
        /// Of which type; absent for all.
        public let appointmentType: AppointmentType.ID?

        /// An example.
        public static var example: Self { Self(percent: .sample, appointmentType: nil) }
    }

    /// A type takes longer.
    public struct Longer: Body {
        /// Which.
        public let appointmentType: AppointmentType.ID
        /// More minutes.
        public let minutes: Bounded<Bounds.SessionMinutes>

        /// An example.
        public static var example: Self { Self(appointmentType: "gp-return", minutes: .sample) }
    }

    /// A type has other limits; what is absent stays.
    public struct Rule: Body {
        /// Which.
        public let appointmentType: AppointmentType.ID
        /// Farthest day ahead.
        public let horizonDays: Bounded<Bounds.HorizonDays>?
        /// Shortest notice.
        public let noticeMinutes: Bounded<Bounds.NoticeMinutes>?
        /// Cap per practitioner and day.
        public let perPractitionerDay: Bounded<Bounds.PerPractitionerDay>?

        /// An example.
        public static var example: Self {
            Self(appointmentType: "gp-return", horizonDays: nil, noticeMinutes: nil, perPractitionerDay: nil)
        }
    }

    /// A rule of plans costs something else.
    public struct Weight: Body {
        /// Which.
        public let name: Line
        /// Points.
        public let points: Bounded<Bounds.WeightPoints>

        /// An example.
        public static var example: Self { Self(name: .sample, points: .sample) }
    }

    /// Time is kept for urgent care every day.
    public struct CarveOut: Body {
        /// Whose.
        public let practitioner: Practitioner.ID
        /// From when to when.
        public let hours: LocalTimeRange
        /// Released so many hours before.
        public let releaseHours: Bounded<Bounds.ReleaseHours>

        /// An example.
        public static var example: Self { Self(practitioner: "p-01", hours: .sample, releaseHours: .sample) }
    }

    /// Sessions take more patients than they have places.
    public struct Overbooking: Body {
        /// Extra patients per session.
        public let perSession: Bounded<Bounds.OverbooksPerSession>
        /// Longest mean wait.
        public let waitMinutes: Bounded<Bounds.WaitMinutes>

        /// An example.
        public static var example: Self { Self(perSession: .sample, waitMinutes: .sample) }
    }

    /// See ``Union``.
    public static let variants: [Variant] = [
        Variant("absence", Absence.self, Self.absence),
        Variant("closedLocation", ClosedLocation.self, Self.closedLocation),
        Variant("extraSession", ExtraSession.self, Self.extraSession),
        Variant("newPractitioner", NewPractitioner.self, Self.newPractitioner),
        Variant("demand", Demand.self, Self.demand),
        Variant("longer", Longer.self, Self.longer),
        Variant("rule", Rule.self, Self.rule),
        Variant("weight", Weight.self, Self.weight),
        Variant("carveOut", CarveOut.self, Self.carveOut),
        Variant("overbooking", Overbooking.self, Self.overbooking),
    ]

    /// See ``Union``.
    public var variant: (kind: String, body: any Body) {
        switch self {
        case .absence(let body): ("absence", body)
        case .closedLocation(let body): ("closedLocation", body)
        case .extraSession(let body): ("extraSession", body)
        case .newPractitioner(let body): ("newPractitioner", body)
        case .demand(let body): ("demand", body)
        case .longer(let body): ("longer", body)
        case .rule(let body): ("rule", body)
        case .weight(let body): ("weight", body)
        case .carveOut(let body): ("carveOut", body)
        case .overbooking(let body): ("overbooking", body)
        }
    }

    /// Somebody is away for a day.
    public static var example: Self { .absence(.example) }
}
