public import Domain

/// A site as administrators set it.
public struct LocationChange: Body {
    /// For people.
    public let name: Line
    /// IANA zone such as `Europe/Paris`.
    public let zone: Text<1, 64>

    /// A site.
    public init(name: Line, zone: Text<1, 64>) {
        self.name = name
        self.zone = zone
    }

    /// One in Berlin.
    public static var example: Self {
        Self(name: Line("Mitte") ?? .sample, zone: Text("Europe/Berlin") ?? .sample)
    }
}

/// Rooms or devices of one kind at one location.
public struct PoolBody: Body {
    /// Identity; of a change the path's id counts.
    public let id: ResourcePool.ID?
    /// Where.
    public let location: Location.ID
    /// Rooms or devices.
    public let kind: ResourcePool.Kind
    /// What appointment types ask for, such as `ecg`.
    public let purpose: Text<1, 64>
    /// Name of each member; their number is the capacity.
    public let members: [Line]

    /// A pool.
    public init(
        id: ResourcePool.ID?, location: Location.ID, kind: ResourcePool.Kind, purpose: Text<1, 64>,
        members: [Line]
    ) {
        self.id = id
        self.location = location
        self.kind = kind
        self.purpose = purpose
        self.members = members
    }

    /// Two rooms.
    public static var example: Self {
        Self(
            id: "room-1", location: "loc-1", kind: .room, purpose: Text("procedure-room") ?? .sample,
            members: [Line("Room 1") ?? .sample])
    }
}

/// A bookable type as administrators set it.
public struct AppointmentTypeChange: Body {
    /// For people.
    public let name: Line
    /// Time with the patient.
    public let durationMinutes: Bounded<1, 720>
    /// Busy time before, for preparation.
    public let bufferBeforeMinutes: Bounded<0, 240>?
    /// Busy time after, for notes or cleaning.
    public let bufferAfterMinutes: Bounded<0, 240>?
    /// The skill a practitioner must have.
    public let skill: Text<1, 64>
    /// Purposes of the pools it needs.
    public let purposes: [Text<1, 64>]?
    /// Starts are offered every so many minutes.
    public let gridMinutes: Bounded<1, 720>?
    /// Price in cents.
    public let priceCents: Bounded<0, 100_000_000>?
    /// Shortest time between booking and start.
    public let noticeMinutes: Bounded<0, 525_600>?
    /// Farthest day ahead.
    public let horizonDays: Bounded<1, 366>?
    /// At most so many per practitioner and day.
    public let perPractitionerDay: Bounded<1, 1_000>?
    /// At most so many future ones per patient.
    public let perPatient: Bounded<1, 1_000>?
    /// Whether what patients book waits for approval.
    public let needsApproval: Bool?

    /// A type as it stands.
    public init?(_ type: AppointmentType) {
        guard let name = Line(type.name), let duration = Bounded<1, 720>(type.length.duration.count),
            let skill = Text<1, 64>(type.skill)
        else { return nil }
        self.name = name
        durationMinutes = duration
        bufferBeforeMinutes = Bounded(type.length.bufferBefore.count)
        bufferAfterMinutes = Bounded(type.length.bufferAfter.count)
        self.skill = skill
        purposes = type.purposes.compactMap { Text($0) }
        gridMinutes = Bounded(type.grid.count)
        priceCents = Bounded(type.priceCents)
        noticeMinutes = Bounded(type.limits.notice.count)
        horizonDays = Bounded(type.limits.horizonDays)
        perPractitionerDay = type.limits.perPractitionerDay.flatMap { Bounded($0) }
        perPatient = type.limits.perPatient.flatMap { Bounded($0) }
        needsApproval = type.needsApproval
    }

    /// The type that this makes.
    public func type(_ id: AppointmentType.ID) -> AppointmentType {
        AppointmentType(
            id: id, name: name.value,
            length: AppointmentLength(
                duration: Minutes(durationMinutes.value),
                bufferBefore: Minutes(bufferBeforeMinutes?.value ?? 0),
                bufferAfter: Minutes(bufferAfterMinutes?.value ?? 0)),
            skill: skill.value, purposes: (purposes ?? []).map(\.value),
            grid: Minutes(gridMinutes?.value ?? 5),
            priceCents: priceCents?.value ?? 0,
            limits: BookingLimits(
                notice: Minutes(noticeMinutes?.value ?? 60), horizonDays: horizonDays?.value ?? 84,
                perPractitionerDay: perPractitionerDay?.value, perPatient: perPatient?.value),
            needsApproval: needsApproval ?? false)
    }

    /// A return visit.
    public static var example: Self {
        let type = AppointmentType(
            id: "gp-return", name: "Return visit", length: AppointmentLength(duration: 15), skill: "gp")
        guard let example = Self(type) else { preconditionFailure("the example breaks the rules") }
        return example
    }
}

/// A practitioner as administrators set them.
public struct PractitionerChange: Body {
    /// For people.
    public let name: Line
    /// Where.
    public let location: Location.ID
    /// What for.
    public let skills: [Text<1, 64>]

    /// A practitioner.
    public init(name: Line, location: Location.ID, skills: [Text<1, 64>]) {
        self.name = name
        self.location = location
        self.skills = skills
    }

    /// A general practitioner.
    public static var example: Self {
        Self(name: Line("Dr Amara Okafor") ?? .sample, location: "loc-1", skills: [Text("gp") ?? .sample])
    }
}

/// A closed day.
public struct HolidayBody: Body {
    /// The day.
    public let date: LocalDate
    /// The closed site; absent closes them all.
    public let location: Location.ID?
    /// For people.
    public let name: Line

    /// A closed day.
    public init(date: LocalDate, location: Location.ID?, name: Line) {
        self.date = date
        self.location = location
        self.name = name
    }

    /// New Year.
    public static var example: Self { Self(date: .sample, location: nil, name: Line("New Year") ?? .sample) }
}

/// All closed days.
public struct HolidaysBody: Body {
    /// In any order.
    public let items: [HolidayBody]

    /// Closed days.
    public init(items: [HolidayBody]) { self.items = items }

    /// One.
    public static var example: Self { Self(items: [.example]) }
}

/// Time that is kept for some until it is released.
public struct CarveOutBody: Body {
    /// Whose time.
    public let practitioner: Practitioner.ID
    /// Which day of the week.
    public let weekday: Weekday
    /// From when to when.
    public let hours: LocalTimeRange
    /// Who may book it at any time.
    public let priorities: [Priority]
    /// What may be booked into it at any time.
    public let appointmentTypes: [AppointmentType.ID]
    /// How long before it begins it is open to all; 0 for never.
    public let releaseMinutes: Bounded<0, 80_640>

    /// A carve-out.
    public init(
        practitioner: Practitioner.ID, weekday: Weekday, hours: LocalTimeRange, priorities: [Priority],
        appointmentTypes: [AppointmentType.ID], releaseMinutes: Bounded<0, 80_640>
    ) {
        self.practitioner = practitioner
        self.weekday = weekday
        self.hours = hours
        self.priorities = priorities
        self.appointmentTypes = appointmentTypes
        self.releaseMinutes = releaseMinutes
    }

    /// Monday mornings for urgent care.
    public static var example: Self {
        Self(
            practitioner: "p-01", weekday: .monday, hours: .sample, priorities: [.urgent],
            appointmentTypes: [],
            releaseMinutes: .sample)
    }
}

/// All carve-outs.
public struct CarveOutsBody: Body {
    /// In any order.
    public let items: [CarveOutBody]

    /// Carve-outs.
    public init(items: [CarveOutBody]) { self.items = items }

    /// One.
    public static var example: Self { Self(items: [.example]) }
}

/// What a clinic chooses beside its types and hours.
public struct SettingsBody: Body {
    /// Patients move and cancel by themselves until so many minutes before the start.
    public let changeCutoffMinutes: Bounded<0, 43_200>
    /// How many days a link to an appointment lasts, at most until its end.
    public let linkDays: Bounded<1, 366>

    /// Choices.
    public init(changeCutoffMinutes: Bounded<0, 43_200>, linkDays: Bounded<1, 366>) {
        self.changeCutoffMinutes = changeCutoffMinutes
        self.linkDays = linkDays
    }

    /// A day before.
    public static var example: Self {
        Self(changeCutoffMinutes: Bounded(1_440) ?? .sample, linkDays: Bounded(30) ?? .sample)
    }
}

/// A row of the audit trail.
public struct AuditEntryBody: Body {
    /// Which service wrote it.
    public let service: String
    /// Position; grows.
    public let id: Int
    /// When.
    public let at: Instant
    /// An account's id, or the command line's user.
    public let caller: String
    /// In which role.
    public let role: String
    /// What was done or seen.
    public let action: String
    /// An id.
    public let subject: String
    /// More facts.
    public let detail: String?

    /// A row.
    public init(
        service: String, id: Int, at: Instant, caller: String, role: String, action: String, subject: String,
        detail: String?
    ) {
        self.service = service
        self.id = id
        self.at = at
        self.caller = caller
        self.role = role
        self.action = action
        self.subject = subject
        self.detail = detail
    }

    /// Somebody booked.
    public static var example: Self {
        Self(
            service: "scheduling", id: 1, at: .sample, caller: "a7kq2m", role: "patient",
            action: "appointmentBooked", subject: "k3m9", detail: nil)
    }
}

/// How the system is.
public struct SystemBody: Body {
    /// A service and whether it can serve.
    public struct Module: Body {
        /// How `--target` names it.
        public let name: String
        /// Why it cannot serve; absent if it can.
        public let trouble: String?

        /// A service.
        public init(name: String, trouble: String?) {
            self.name = name
            self.trouble = trouble
        }

        /// The book.
        public static var example: Self { Self(name: "scheduling", trouble: nil) }
    }

    /// Of the program.
    public let version: String
    /// Since when it runs.
    public let startedAt: Instant
    /// The services of this process.
    public let modules: [Module]
    /// Event streams that are open.
    public let eventStreams: Int

    /// The system.
    public init(version: String, startedAt: Instant, modules: [Module], eventStreams: Int) {
        self.version = version
        self.startedAt = startedAt
        self.modules = modules
        self.eventStreams = eventStreams
    }

    /// All is well.
    public static var example: Self {
        Self(version: "0.1.0", startedAt: .sample, modules: [.example], eventStreams: 0)
    }
}

/// Whether the process is there and can serve.
public struct HealthBody: Body {
    /// `ok`, or what is wrong.
    public let status: String

    /// A state.
    public init(status: String) { self.status = status }

    /// All is well.
    public static var example: Self { Self(status: "ok") }
}
