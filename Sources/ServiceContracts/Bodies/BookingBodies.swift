public import Domain

/// A slot that can be booked.
public struct SlotBody: Body, Hashable {
    /// What can be booked.
    public let appointmentType: AppointmentType.ID
    /// With whom.
    public let practitioner: Practitioner.ID
    /// Where.
    public let location: Location.ID
    /// When the patient's time begins.
    public let start: Instant
    /// When it ends.
    public let end: Instant

    /// A slot.
    public init(_ slot: Slot) {
        appointmentType = slot.type
        practitioner = slot.practitioner
        location = slot.location
        start = slot.range.start
        end = slot.range.end
    }

    /// A quarter of an hour.
    public static var example: Self {
        Self(
            Slot(
                type: "gp-return", practitioner: "p-01", location: "loc-1",
                range: TimeRange(start: .sample, length: 15), busy: TimeRange(start: .sample, length: 15),
                pools: []))
    }
}

/// What somebody asks suggestions for: one appointment, a bundle or a series.
public struct SuggestionWish: Body {
    /// One appointment of a bundle.
    public struct Step: Body {
        /// What is to be booked.
        public let appointmentType: AppointmentType.ID
        /// For whom; absent for the patient of the wish.
        public let patient: Patient.ID?
        /// Least minutes after the step before.
        public let gapMinutes: Bounded<0, 80_640>?
        /// Most minutes after the step before.
        public let gapAtMostMinutes: Bounded<0, 80_640>?

        /// A step.
        public init(
            appointmentType: AppointmentType.ID, patient: Patient.ID? = nil,
            gapMinutes: Bounded<0, 80_640>? = nil, gapAtMostMinutes: Bounded<0, 80_640>? = nil
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
        public let visits: Bounded<2, 26>
        /// Days from one to the next.
        public let intervalDays: Bounded<1, 84>

        /// A series.
        public init(visits: Bounded<2, 26>, intervalDays: Bounded<1, 84>) {
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
    public let count: Bounded<1, 20>?
    /// Several appointments that belong together, in order.
    public let bundle: [Step]?
    /// The same appointment several times.
    public let series: Series?

    /// A wish from its parts.
    public init(
        appointmentType: AppointmentType.ID?, patient: Patient.ID? = nil, earliest: LocalDate? = nil,
        latest: LocalDate? = nil, preferences: PreferencesBody? = nil, priority: Priority? = nil,
        count: Bounded<1, 20>? = nil, bundle: [Step]? = nil, series: Series? = nil
    ) {
        self.appointmentType = appointmentType
        self.patient = patient
        self.earliest = earliest
        self.latest = latest
        self.preferences = preferences
        self.priority = priority
        self.count = count
        self.bundle = bundle
        self.series = series
    }

    /// A return visit.
    public static var example: Self {
        Self(appointmentType: "gp-return", patient: "pt-1", preferences: .example)
    }
}

/// Suggestions, cheapest first; or why there are none.
public struct SuggestionsBody: Body {
    /// A slot, or the slots of a bundle or series, with what it costs everyone.
    public struct Item: Body {
        /// The slot; of bundles and series the first.
        public let slot: SlotBody
        /// All slots of a bundle or series, in order.
        public let slots: [SlotBody]?
        /// Points; lower is better; 1 point is 1 minute of waiting.
        public let cost: Int
        /// What speaks for it and against it.
        public let reasons: [String]

        /// A suggestion.
        public init(slot: SlotBody, slots: [SlotBody]? = nil, cost: Int, reasons: [String]) {
            self.slot = slot
            self.slots = slots
            self.cost = cost
            self.reasons = reasons
        }

        /// An example.
        public static var example: Self {
            Self(slot: .example, cost: 120, reasons: ["2 days to wait (+120)"])
        }
    }

    /// What one wish costs.
    public struct Price: Body {
        /// As people say it.
        public let wish: String
        /// Days later than without the wish.
        public let days: Int?
        /// The earliest slot that grants it.
        public let granted: SlotBody?
        /// The earliest that does not.
        public let otherwise: SlotBody?
        /// The trade in a sentence.
        public let words: String

        /// A price.
        public init(wish: String, days: Int?, granted: SlotBody?, otherwise: SlotBody?, words: String) {
            self.wish = wish
            self.days = days
            self.granted = granted
            self.otherwise = otherwise
            self.words = words
        }

        /// An example.
        public static var example: Self {
            Self(wish: "Tuesday", days: 3, granted: .example, otherwise: nil, words: "Tuesday costs 3 days")
        }
    }

    /// A slot that one given-up rule makes possible.
    public struct WayOut: Body {
        /// Where and when.
        public let slot: SlotBody
        /// Points with the price of the rule.
        public let cost: Int
        /// What is given up.
        public let words: String

        /// A way out.
        public init(slot: SlotBody, cost: Int, words: String) {
            self.slot = slot
            self.cost = cost
            self.words = words
        }

        /// An example.
        public static var example: Self { Self(slot: .example, cost: 400, words: "a week later") }
    }

    /// A slot that is free once others, who do not mind with whom, change their practitioner.
    public struct Reshuffled: Body {
        /// Where and when.
        public let slot: SlotBody
        /// Points.
        public let cost: Int
        /// How many change hands.
        public let handovers: Int

        /// A slot.
        public init(slot: SlotBody, cost: Int, handovers: Int) {
            self.slot = slot
            self.cost = cost
            self.handovers = handovers
        }

        /// An example.
        public static var example: Self { Self(slot: .example, cost: 60, handovers: 1) }
    }

    /// Cheapest first.
    public let items: [Item]
    /// What each wish costs.
    public let prices: [Price]
    /// Slots sooner or cheaper than all free ones, if others change hands.
    public let reshuffled: [Reshuffled]
    /// Only without items: the rules that leave nothing.
    public let whyNot: [String]?
    /// Only without items: what would make room, cheapest first.
    public let waysOut: [WayOut]?

    /// Suggestions from their parts.
    public init(
        items: [Item], prices: [Price] = [], reshuffled: [Reshuffled] = [], whyNot: [String]? = nil,
        waysOut: [WayOut]? = nil
    ) {
        self.items = items
        self.prices = prices
        self.reshuffled = reshuffled
        self.whyNot = whyNot
        self.waysOut = waysOut
    }

    /// One.
    public static var example: Self { Self(items: [.example]) }
}

/// A slot to be held.
public struct NewHold: Body {
    /// What would be booked.
    public let appointmentType: AppointmentType.ID
    /// With whom.
    public let practitioner: Practitioner.ID
    /// When.
    public let start: Instant
    /// For whom.
    public let patient: Patient.ID
    /// How soon care is needed.
    public let priority: Priority?

    /// A slot to be held.
    public init(
        appointmentType: AppointmentType.ID, practitioner: Practitioner.ID, start: Instant,
        patient: Patient.ID,
        priority: Priority? = nil
    ) {
        self.appointmentType = appointmentType
        self.practitioner = practitioner
        self.start = start
        self.patient = patient
        self.priority = priority
    }

    /// An example.
    public static var example: Self {
        Self(appointmentType: "gp-return", practitioner: "p-01", start: .sample, patient: "pt-1")
    }
}

/// A slot that is held.
public struct HoldBody: Body {
    /// Identity.
    public let id: Hold.ID
    /// What is held.
    public let slot: SlotBody
    /// For whom.
    public let patient: Patient.ID
    /// When it lets go by itself.
    public let expiresAt: Instant
    /// Whether it can be extended still.
    public let canBeExtended: Bool

    /// A hold.
    public init(_ hold: Hold) {
        id = hold.id
        slot = SlotBody(hold.slot)
        patient = hold.patient
        expiresAt = hold.expiresAt
        canBeExtended = !hold.wasExtended
    }

    /// An example.
    public static var example: Self {
        Self(
            Hold(
                id: "h4m2",
                slot: Slot(
                    type: "gp-return", practitioner: "p-01", location: "loc-1",
                    range: TimeRange(start: .sample, length: 15), busy: TimeRange(start: .sample, length: 15),
                    pools: []),
                patient: "pt-1", expiresAt: .sample))
    }
}

/// What is to be booked: a slot, a hold, any practitioner at a time, a series, a bundle, or over what is there.
///
/// `hold` alone takes what the hold keeps; `starts` makes a series; `bundle` several steps; `overbookReason` puts a
/// booking by staff over anything.
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
    /// With whom; absent for anybody who is free then.
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

    /// A booking from its parts.
    public init(
        appointmentType: AppointmentType.ID?, practitioner: Practitioner.ID? = nil, start: Instant? = nil,
        patient: Patient.ID, location: Location.ID? = nil, priority: Priority? = nil, hold: Hold.ID? = nil,
        starts: [Instant]? = nil, bundle: [Step]? = nil, overbookReason: Line? = nil
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
    }

    /// An example.
    public static var example: Self {
        Self(appointmentType: "gp-return", practitioner: "p-01", start: .sample, patient: "pt-1")
    }
}

/// An appointment as it stands.
public struct AppointmentBody: Body {
    /// Identity.
    public let id: Appointment.ID
    /// Grows with every change; the ETag.
    public let version: Int
    /// Where it stands.
    public let status: AppointmentStatus
    /// What it is.
    public let appointmentType: AppointmentType.ID
    /// Who gives care.
    public let practitioner: Practitioner.ID
    /// Who receives care.
    public let patient: Patient.ID
    /// When the patient's time begins.
    public let start: Instant
    /// When it ends.
    public let end: Instant
    /// IANA zone of its location.
    public let zone: String
    /// How soon care is needed.
    public let priority: Priority
    /// What it belongs to, if it is part of a series or bundle.
    public let series: String?
    /// All appointments that were booked together, this one first; only in the answer to a booking.
    public let booked: [Appointment.ID]?
    /// Why staff put it over another; only for staff.
    public let overbookReason: String?

    /// An appointment.
    public init(
        _ appointment: Appointment, zone: String, booked: [Appointment.ID]? = nil, showsReason: Bool = true
    ) {
        id = appointment.id
        version = appointment.version
        status = appointment.status
        appointmentType = appointment.type
        practitioner = appointment.practitioner
        patient = appointment.patient
        start = appointment.range.start
        end = appointment.range.end
        self.zone = zone
        priority = appointment.priority
        series = appointment.series
        self.booked = booked
        overbookReason = showsReason ? appointment.overbookReason : nil
    }

    /// A booked one.
    public static var example: Self {
        Self(
            Appointment(
                id: "k3m9x7qa2tzpd", status: .booked, type: "gp-return", practitioner: "p-01",
                patient: "pt-1",
                range: TimeRange(start: .sample, length: 15), busy: TimeRange(start: .sample, length: 15),
                bookedAt: .sample),
            zone: "Europe/Berlin")
    }
}

/// Where an appointment shall be.
public struct Rescheduling: Body {
    /// With whom; absent for the same.
    public let practitioner: Practitioner.ID?
    /// When.
    public let start: Instant

    /// A new place.
    public init(practitioner: Practitioner.ID? = nil, start: Instant) {
        self.practitioner = practitioner
        self.start = start
    }

    /// An example.
    public static var example: Self { Self(start: .sample) }
}

/// Why an appointment is cancelled.
public struct Cancellation: Body {
    /// A code of the clinic, never a diagnosis.
    public let reason: Line?

    /// A cancellation.
    public init(reason: Line? = nil) { self.reason = reason }

    /// An example.
    public static var example: Self { Self(reason: Line("patient-request")) }
}

/// A signed link that lets whoever has it confirm, move or cancel one appointment.
public struct LinkBody: Body {
    /// To be passed to `/v1/links/{token}`.
    public let token: String
    /// When it ends.
    public let expiresAt: Instant

    /// A link.
    public init(token: String, expiresAt: Instant) {
        self.token = token
        self.expiresAt = expiresAt
    }

    /// An example.
    public static var example: Self { Self(token: "k3m9…", expiresAt: .sample) }
}

/// A line of a day sheet.
public struct AgendaEntryBody: Body {
    /// The appointment.
    public let appointment: AppointmentBody
    /// Who comes.
    public let patientName: String
    /// Rooms and devices, by name.
    public let resources: [String]

    /// A line.
    public init(appointment: AppointmentBody, patientName: String, resources: [String]) {
        self.appointment = appointment
        self.patientName = patientName
        self.resources = resources
    }

    /// An example.
    public static var example: Self {
        Self(appointment: .example, patientName: "Ada Lovelace", resources: [])
    }
}

/// A practitioner's bookable time.
public struct ScheduleBody: Body {
    /// Recurring hours.
    public struct Template: Body {
        /// On which day of the week.
        public let weekday: Weekday
        /// From when to when.
        public let hours: LocalTimeRange
        /// Pauses inside them.
        public let breaks: [LocalTimeRange]
        /// First day on which it applies.
        public let validFrom: LocalDate
        /// First day on which it no longer applies.
        public let validUntil: LocalDate?

        /// Hours.
        public init(
            weekday: Weekday, hours: LocalTimeRange, breaks: [LocalTimeRange], validFrom: LocalDate,
            validUntil: LocalDate?
        ) {
            self.weekday = weekday
            self.hours = hours
            self.breaks = breaks
            self.validFrom = validFrom
            self.validUntil = validUntil
        }

        /// Mondays.
        public static var example: Self {
            Self(weekday: .monday, hours: .sample, breaks: [], validFrom: .sample, validUntil: nil)
        }
    }

    /// A change on one day.
    public struct Exception: Body {
        /// The day.
        public let date: LocalDate
        /// The hours concerned.
        public let hours: LocalTimeRange
        /// Opens or closes them.
        public let effect: ScheduleException.Effect

        /// A change.
        public init(date: LocalDate, hours: LocalTimeRange, effect: ScheduleException.Effect) {
            self.date = date
            self.hours = hours
            self.effect = effect
        }

        /// A day off.
        public static var example: Self { Self(date: .sample, hours: .sample, effect: .close) }
    }

    /// Recurring hours.
    public let templates: [Template]
    /// One-off changes.
    public let exceptions: [Exception]

    /// A schedule.
    public init(templates: [Template], exceptions: [Exception]) {
        self.templates = templates
        self.exceptions = exceptions
    }

    /// An example.
    public static var example: Self { Self(templates: [.example], exceptions: [.example]) }
}
