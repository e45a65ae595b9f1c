public import Domain

/// A practitioner is away.
public struct NewAbsence: Body {
    /// Who.
    public let practitioner: Practitioner.ID
    /// From when.
    public let from: Instant
    /// Until when; half-open, at most a year.
    public let to: Instant
    /// Why, for staff; never shown to patients.
    public let reason: Line?

    /// An absence.
    public init(practitioner: Practitioner.ID, from: Instant, to: Instant, reason: Line? = nil) {
        self.practitioner = practitioner
        self.from = from
        self.to = to
        self.reason = reason
    }

    /// An example.
    public static var example: Self {
        Self(practitioner: "p-01", from: .sample, to: .sample + 1_440, reason: Line("illness"))
    }
}

/// An absence and whom it displaces.
public struct AbsenceBody: Body {
    /// Somebody whose appointment falls into it.
    public struct Displaced: Body {
        /// The appointment.
        public let appointment: Appointment.ID
        /// Whose.
        public let patient: Patient.ID
        /// For people.
        public let name: String
        /// When it was to begin.
        public let start: Instant
        /// Whether anyone could tell the patient.
        public let reachable: Bool

        /// Somebody displaced.
        public init(
            appointment: Appointment.ID, patient: Patient.ID, name: String, start: Instant, reachable: Bool
        ) {
            self.appointment = appointment
            self.patient = patient
            self.name = name
            self.start = start
            self.reachable = reachable
        }

        /// An example.
        public static var example: Self {
            Self(appointment: "k3m9", patient: "pt-1", name: "Ada Lovelace", start: .sample, reachable: true)
        }
    }

    /// Identity.
    public let id: Absence.ID
    /// Who is away.
    public let practitioner: Practitioner.ID
    /// From when.
    public let from: Instant
    /// Until when; half-open.
    public let to: Instant
    /// Why, for staff.
    public let reason: String
    /// By start.
    public let displaced: [Displaced]

    /// An absence.
    public init(_ absence: Absence, displaced: [Displaced]) {
        id = absence.id
        practitioner = absence.practitioner
        from = absence.range.start
        to = absence.range.end
        reason = absence.reason
        self.displaced = displaced
    }

    /// An example.
    public static var example: Self {
        Self(
            Absence(
                id: "b2k", practitioner: "p-01", range: TimeRange(start: .sample, length: 1_440),
                reason: "illness"),
            displaced: [.example])
    }
}

/// What a plan is to be made for.
public struct NewProposal: Body {
    /// Days whose load is to be spread, both inclusive.
    public struct Selection: Body {
        /// First local day.
        public let from: LocalDate
        /// Last local day.
        public let to: LocalDate

        /// Days.
        public init(from: LocalDate, to: LocalDate) {
            self.from = from
            self.to = to
        }

        /// A day.
        public static var example: Self { Self(from: .sample, to: .sample) }
    }

    /// Points by name that differ from the clinic's.
    public struct Weight: Body {
        /// Such as `late` or `otherPractitioner`.
        public let name: Text<1, 40>
        /// Points.
        public let points: Bounded<0, 100_000>

        /// A weight.
        public init(name: Text<1, 40>, points: Bounded<0, 100_000>) {
            self.name = name
            self.points = points
        }

        /// An example.
        public static var example: Self { Self(name: Text("late") ?? .sample, points: .sample) }
    }

    /// Everybody it displaces gets a new place.
    public let absence: Absence.ID?
    /// Several absences in one plan.
    public let absences: [Absence.ID]?
    /// Load is spread over these days.
    public let selection: Selection?
    /// Appointments that stay where they are.
    public let pinned: [Appointment.ID]?
    /// Practitioners who take nothing.
    public let excluded: [Practitioner.ID]?
    /// Whether others may make room.
    public let movesOthers: Bool?
    /// Nothing that starts within so many hours moves unless it is displaced.
    public let freezeHours: Bounded<0, 8_760>?
    /// Minutes everybody may work longer, at a price.
    public let overtimeMinutes: Bounded<0, 240>?
    /// Points that differ from the clinic's.
    public let weights: [Weight]?
    /// When the search ends; 10 if absent.
    public let deadlineSeconds: Bounded<1, 600>?

    /// A plan to be made.
    public init(
        absence: Absence.ID? = nil, absences: [Absence.ID]? = nil, selection: Selection? = nil,
        pinned: [Appointment.ID]? = nil, excluded: [Practitioner.ID]? = nil, movesOthers: Bool? = nil,
        freezeHours: Bounded<0, 8_760>? = nil, overtimeMinutes: Bounded<0, 240>? = nil,
        weights: [Weight]? = nil,
        deadlineSeconds: Bounded<1, 600>? = nil
    ) {
        self.absence = absence
        self.absences = absences
        self.selection = selection
        self.pinned = pinned
        self.excluded = excluded
        self.movesOthers = movesOthers
        self.freezeHours = freezeHours
        self.overtimeMinutes = overtimeMinutes
        self.weights = weights
        self.deadlineSeconds = deadlineSeconds
    }

    /// For one absence.
    public static var example: Self { Self(absence: "b2k", deadlineSeconds: Bounded(10)) }
}

/// A plan that is being made, or was; best so far with what is proved.
public struct ProposalBody: Body {
    /// Where it stands.
    public enum Status: String, CaseIterable, Described {
        case solving, ready, failed
    }

    /// A practitioner and a start.
    public struct Seat: Body {
        /// With whom.
        public let practitioner: Practitioner.ID
        /// When.
        public let start: Instant

        /// A place.
        public init(practitioner: Practitioner.ID, start: Instant) {
            self.practitioner = practitioner
            self.start = start
        }

        /// An example.
        public static var example: Self { Self(practitioner: "p-01", start: .sample) }
    }

    /// One appointment that would move.
    public struct Move: Body {
        /// Which.
        public let appointment: Appointment.ID
        /// Whose.
        public let patient: Patient.ID
        /// For people.
        public let name: String
        /// Whether anyone could tell the patient.
        public let reachable: Bool
        /// Where it is.
        public let from: Seat
        /// Where it would be.
        public let to: Seat
        /// Points.
        public let cost: Int
        /// Why so many.
        public let reasons: [String]
        /// Whether it lost its session; else it makes room.
        public let isDisplaced: Bool
        /// The next best place.
        public let nextBest: Seat?
        /// Points more for the next best place.
        public let nextBestDifference: Int?

        /// A move.
        public init(
            appointment: Appointment.ID, patient: Patient.ID, name: String, reachable: Bool, from: Seat,
            to: Seat,
            cost: Int, reasons: [String], isDisplaced: Bool, nextBest: Seat?, nextBestDifference: Int?
        ) {
            self.appointment = appointment
            self.patient = patient
            self.name = name
            self.reachable = reachable
            self.from = from
            self.to = to
            self.cost = cost
            self.reasons = reasons
            self.isDisplaced = isDisplaced
            self.nextBest = nextBest
            self.nextBestDifference = nextBestDifference
        }

        /// An example.
        public static var example: Self {
            Self(
                appointment: "k3m9", patient: "pt-1", name: "Ada Lovelace", reachable: true, from: .example,
                to: .example, cost: 80, reasons: ["1 day later (+80)"], isDisplaced: true, nextBest: nil,
                nextBestDifference: nil)
        }
    }

    /// One appointment for which no place was found.
    public struct Unplaced: Body {
        /// Which.
        public let appointment: Appointment.ID
        /// Whose.
        public let patient: Patient.ID
        /// For people.
        public let name: String
        /// Where it is.
        public let from: Seat
        /// Why there is no place.
        public let cause: String

        /// Somebody without a place.
        public init(appointment: Appointment.ID, patient: Patient.ID, name: String, from: Seat, cause: String)
        {
            self.appointment = appointment
            self.patient = patient
            self.name = name
            self.from = from
            self.cause = cause
        }

        /// An example.
        public static var example: Self {
            Self(
                appointment: "k3m9", patient: "pt-1", name: "Ada Lovelace", from: .example,
                cause: "nobody is free")
        }
    }

    /// What one rule costs over the whole plan.
    public struct BillLine: Body {
        /// The rule.
        public let rule: String
        /// Points.
        public let points: Int

        /// A line.
        public init(rule: String, points: Int) {
            self.rule = rule
            self.points = points
        }

        /// An example.
        public static var example: Self { Self(rule: "late", points: 80) }
    }

    /// What was known at some time of the search.
    public struct Progress: Body {
        /// Seconds since it began.
        public let seconds: Double
        /// Points of the best plan so far.
        public let objective: Int?
        /// No plan costs less; proved.
        public let bound: Int

        /// A moment of the search.
        public init(seconds: Double, objective: Int?, bound: Int) {
            self.seconds = seconds
            self.objective = objective
            self.bound = bound
        }

        /// An example.
        public static var example: Self { Self(seconds: 0.2, objective: 80, bound: 80) }
    }

    /// Identity.
    public let id: String
    /// Where it stands.
    public let status: Status
    /// `replacement` or `rebalancing`.
    public let purpose: String
    /// The absences it is for.
    public let absences: [Absence.ID]
    /// Points of the plan, or of the best so far.
    public let objective: Int?
    /// No plan costs less; proved.
    public let bound: Int?
    /// (objective − bound) / max(1, objective).
    public let gap: Double?
    /// Why the search ended, or why there is no plan.
    public let termination: String?
    /// Seconds of the search.
    public let seconds: Double?
    /// How the best plan and the bound came closer.
    public let progress: [Progress]
    /// Dearest first.
    public let bill: [BillLine]
    /// By original start, the displaced first.
    public let moves: [Move]
    /// By original start.
    public let unplaced: [Unplaced]

    /// A plan from its parts.
    public init(
        id: String, status: Status, purpose: String, absences: [Absence.ID], objective: Int?, bound: Int?,
        gap: Double?, termination: String?, seconds: Double?, progress: [Progress] = [],
        bill: [BillLine] = [],
        moves: [Move] = [], unplaced: [Unplaced] = []
    ) {
        self.id = id
        self.status = status
        self.purpose = purpose
        self.absences = absences
        self.objective = objective
        self.bound = bound
        self.gap = gap
        self.termination = termination
        self.seconds = seconds
        self.progress = progress
        self.bill = bill
        self.moves = moves
        self.unplaced = unplaced
    }

    /// An example.
    public static var example: Self {
        Self(
            id: "q7w", status: .ready, purpose: "replacement", absences: ["b2k"], objective: 80, bound: 80,
            gap: 0,
            termination: "optimal", seconds: 0.2, progress: [.example], bill: [.example], moves: [.example],
            unplaced: [.example])
    }
}

/// Which moves to apply.
public struct Application: Body {
    /// The appointments to move; absent for all.
    public let moves: [Appointment.ID]?

    /// All or some.
    public init(moves: [Appointment.ID]? = nil) { self.moves = moves }

    /// All.
    public static var example: Self { Self() }
}

/// Somebody who wants a place, or an earlier one.
public struct NewWaitlistEntry: Body {
    /// Who waits.
    public let patient: Patient.ID
    /// For what.
    public let appointmentType: AppointmentType.ID
    /// How soon care is needed.
    public let priority: Priority?
    /// First local day that suits.
    public let earliest: LocalDate
    /// Last local day that suits, inclusive.
    public let latest: LocalDate
    /// What is to be moved earlier.
    public let appointment: Appointment.ID?

    /// An entry to be made.
    public init(
        patient: Patient.ID, appointmentType: AppointmentType.ID, priority: Priority? = nil,
        earliest: LocalDate,
        latest: LocalDate, appointment: Appointment.ID? = nil
    ) {
        self.patient = patient
        self.appointmentType = appointmentType
        self.priority = priority
        self.earliest = earliest
        self.latest = latest
        self.appointment = appointment
    }

    /// An example.
    public static var example: Self {
        Self(patient: "pt-1", appointmentType: "gp-return", earliest: .sample, latest: .sample)
    }
}

/// An entry of the waitlist.
public struct WaitlistEntryBody: Body {
    /// Identity.
    public let id: WaitlistEntry.ID
    /// Who waits.
    public let patient: Patient.ID
    /// For what.
    public let appointmentType: AppointmentType.ID
    /// How soon care is needed.
    public let priority: Priority
    /// First local day that suits.
    public let earliest: LocalDate
    /// Last local day that suits, inclusive.
    public let latest: LocalDate
    /// What is to be moved earlier.
    public let appointment: Appointment.ID?
    /// Since when.
    public let addedAt: Instant

    /// An entry.
    public init(_ entry: WaitlistEntry) {
        id = entry.id
        patient = entry.patient
        appointmentType = entry.type
        priority = entry.priority
        earliest = entry.earliest
        latest = entry.latest
        appointment = entry.appointment
        addedAt = entry.addedAt
    }

    /// An example.
    public static var example: Self {
        Self(
            WaitlistEntry(
                id: "w5c", patient: "pt-1", type: "gp-return", priority: .normal, earliest: .sample,
                latest: .sample,
                appointment: nil, addedAt: .sample))
    }
}

/// A place to be offered to somebody who waits.
public struct NewOffer: Body {
    /// Who is asked.
    public let entry: WaitlistEntry.ID
    /// With whom.
    public let practitioner: Practitioner.ID
    /// When.
    public let start: Instant
    /// How long the place is kept; 60 if absent.
    public let minutes: Bounded<1, 1_440>?

    /// An offer to be made.
    public init(
        entry: WaitlistEntry.ID, practitioner: Practitioner.ID, start: Instant,
        minutes: Bounded<1, 1_440>? = nil
    ) {
        self.entry = entry
        self.practitioner = practitioner
        self.start = start
        self.minutes = minutes
    }

    /// An example.
    public static var example: Self { Self(entry: "w5c", practitioner: "p-01", start: .sample) }
}

/// A place that is kept for somebody while they are asked.
public struct OfferBody: Body {
    /// Identity.
    public let id: Offer.ID
    /// Who is asked.
    public let entry: WaitlistEntry.ID
    /// The patient.
    public let patient: Patient.ID
    /// What is offered.
    public let slot: SlotBody
    /// When the place is given back.
    public let expiresAt: Instant

    /// An offer.
    public init(_ offer: Offer) {
        id = offer.id
        entry = offer.entry
        patient = offer.hold.patient
        slot = SlotBody(offer.hold.slot)
        expiresAt = offer.hold.expiresAt
    }

    /// An example.
    public static var example: Self {
        Self(
            Offer(
                id: "o1", entry: "w5c",
                hold: Hold(
                    id: "h4m2",
                    slot: Slot(
                        type: "gp-return", practitioner: "p-01", location: "loc-1",
                        range: TimeRange(start: .sample, length: 15),
                        busy: TimeRange(start: .sample, length: 15),
                        pools: []),
                    patient: "pt-1", expiresAt: .sample)))
    }
}

/// One step of a chain that fills a free place.
public struct BackfillStepBody: Body {
    /// Who moves.
    public let entry: WaitlistEntryBody
    /// Where they would be.
    public let to: ProposalBody.Seat
    /// Where they are.
    public let from: ProposalBody.Seat?
    /// Days they gain.
    public let daysGained: Int?

    /// A step.
    public init(entry: WaitlistEntryBody, to: ProposalBody.Seat, from: ProposalBody.Seat?, daysGained: Int?) {
        self.entry = entry
        self.to = to
        self.from = from
        self.daysGained = daysGained
    }

    /// An example.
    public static var example: Self { Self(entry: .example, to: .example, from: nil, daysGained: nil) }
}
