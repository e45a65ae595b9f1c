public import Domain

/// A site of the clinic.
public struct LocationBody: Body {
    /// Identity.
    public let id: Location.ID
    /// For people.
    public let name: String
    /// IANA zone of its wall clock.
    public let zone: String

    /// A site.
    public init(id: Location.ID, name: String, zone: String) {
        self.id = id
        self.name = name
        self.zone = zone
    }

    /// One in Berlin.
    public static var example: Self { Self(id: "loc-1", name: "Mitte", zone: "Europe/Berlin") }
}

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

/// A person who gives care, as anybody may see them.
public struct PractitionerBody: Body {
    /// Identity.
    public let id: Practitioner.ID
    /// For people.
    public let name: String
    /// Where.
    public let location: Location.ID
    /// What for.
    public let skills: [String]
    /// First local day with a free slot of the type asked for; absent if none was asked for or none is free.
    public let nextFree: LocalDate?

    /// A practitioner.
    public init(_ practitioner: Practitioner, nextFree: LocalDate? = nil) {
        id = practitioner.id
        name = practitioner.name
        location = practitioner.location
        skills = practitioner.skills.sorted()
        self.nextFree = nextFree
    }

    /// A general practitioner.
    public static var example: Self {
        Self(
            Practitioner(id: "p-01", name: "Dr Amara Okafor", location: "loc-1", skills: ["gp"]),
            nextFree: .sample)
    }
}

/// Wishes of a patient; they change the cost of a slot, never whether it is allowed.
public struct PreferencesBody: Body {
    /// With whom, in no order; empty for anybody.
    public let practitioners: [Practitioner.ID]?
    /// On which days of the week; empty for any.
    public let weekdays: [Weekday]?
    /// Halves of the day; both or none for any.
    public let timesOfDay: [Preferences.TimeOfDay]?
    /// Where.
    public let location: Location.ID?

    /// Wishes from their parts.
    public init(
        practitioners: [Practitioner.ID]? = nil, weekdays: [Weekday]? = nil,
        timesOfDay: [Preferences.TimeOfDay]? = nil, location: Location.ID? = nil
    ) {
        self.practitioners = practitioners
        self.weekdays = weekdays
        self.timesOfDay = timesOfDay
        self.location = location
    }

    /// Wishes as they are kept.
    public init(_ preferences: Preferences) {
        self.init(
            practitioners: preferences.practitioners.sorted(), weekdays: preferences.weekdays.sorted(),
            timesOfDay: preferences.timeOfDay == .any ? [] : [preferences.timeOfDay],
            location: preferences.location)
    }

    /// Wishes as the planner takes them.
    public var preferences: Preferences {
        let halves = Set(timesOfDay ?? []).subtracting([.any])
        return Preferences(
            practitioners: Set(practitioners ?? []), weekdays: Set(weekdays ?? []),
            timeOfDay: halves.count == 1 ? halves.first ?? .any : .any, location: location)
    }

    /// Tuesday mornings.
    public static var example: Self { Self(weekdays: [.tuesday], timesOfDay: [.am]) }
}

/// A person who receives care.
public struct PatientBody: Body {
    /// Identity.
    public let id: Patient.ID
    /// For people.
    public let name: String
    /// Where messages go.
    public let email: String?
    /// Where calls and texts go.
    public let phone: String?
    /// Standing wishes.
    public let preferences: PreferencesBody
    /// Whether anyone could tell this patient about a change.
    public let reachable: Bool

    /// A patient.
    public init(_ patient: Patient) {
        id = patient.id
        name = patient.name
        email = patient.email
        phone = patient.phone
        preferences = PreferencesBody(patient.preferences)
        reachable = patient.isReachable
    }

    /// Ada.
    public static var example: Self {
        Self(Patient(id: "pt-1", name: "Ada Lovelace", email: "ada@example.org"))
    }
}

/// A patient that the front desk registers.
public struct NewPatient: Body {
    /// For people.
    public let name: Line
    /// Where messages go.
    public let email: EmailAddress?
    /// Where calls and texts go.
    public let phone: PhoneNumber?

    /// Somebody new.
    public init(name: Line, email: EmailAddress? = nil, phone: PhoneNumber? = nil) {
        self.name = name
        self.email = email
        self.phone = phone
    }

    /// A walk-in.
    public static var example: Self { Self(name: Line("Ada Lovelace") ?? .sample) }
}

/// A change of a patient's record; what is absent or null stays.
public struct PatientChange: Body {
    /// Another name.
    public let name: Line?
    /// Another address.
    public let email: EmailAddress?
    /// Another number.
    public let phone: PhoneNumber?

    /// A change.
    public init(name: Line? = nil, email: EmailAddress? = nil, phone: PhoneNumber? = nil) {
        self.name = name
        self.email = email
        self.phone = phone
    }

    /// A new number.
    public static var example: Self { Self(phone: .sample) }
}

/// How a patient wants to hear from the clinic.
public struct ContactPreferencesBody: Body {
    /// Ways to be told.
    public enum Channel: String, CaseIterable, Described {
        case email, sms, push
    }

    /// Which may be used.
    public let channels: [Channel]
    /// Nothing is sent inside these hours of the location's wall clock; absent for none.
    public let quietHours: LocalTimeRange?
    /// BCP 47 tag such as `en` or `de`.
    public let language: Text<2, 35>

    /// Choices.
    public init(channels: [Channel], quietHours: LocalTimeRange?, language: Text<2, 35>) {
        self.channels = channels
        self.quietHours = quietHours
        self.language = language
    }

    /// By e-mail, in English.
    public static var example: Self {
        Self(channels: [.email], quietHours: nil, language: Text("en") ?? .sample)
    }
}

/// Somebody who acts for a patient, such as a parent.
public struct ProxyBody: Body {
    /// The account that acts.
    public let account: String
    /// For whom.
    public let patient: Patient.ID
    /// Since when.
    public let since: Instant

    /// A relation.
    public init(account: String, patient: Patient.ID, since: Instant) {
        self.account = account
        self.patient = patient
        self.since = since
    }

    /// A parent.
    public static var example: Self { Self(account: "a7kq2m", patient: "pt-2", since: .sample) }
}

/// Who shall act for a patient.
public struct NewProxy: Body {
    /// Address of the account that shall act.
    public let email: EmailAddress

    /// A relation.
    public init(email: EmailAddress) { self.email = email }

    /// A parent.
    public static var example: Self { Self(email: .sample) }
}
