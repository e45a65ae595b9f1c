public import Domain

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
