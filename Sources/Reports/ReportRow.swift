public import Availability
public import Domain

/// An appointment as reports count it: in which group of each dimension it is, and its numbers.
public struct ReportRow: Sendable, Hashable {
    /// What happened to an appointment, as its book tells it.
    public struct Facts: Sendable {
        /// Where it stands.
        public let status: AppointmentStatus
        /// When it begins and ends.
        public let range: TimeRange
        /// When it was booked.
        public let bookedAt: Instant
        /// By which side.
        public let bookedBy: Side
        /// Which side changed its status last; `nil` for none.
        public let steppedBy: Side?
        /// Why.
        public let reason: String?
        /// Whether a plan moved it.
        public let wasMovedByPlan: Bool
        /// What it costs.
        public let priceCents: Int
        /// When the patient was born; `nil` if unknown.
        public let birthDate: LocalDate?
        /// Whether the patient was reminded; `nil` if unknown.
        public let wasReminded: Bool?

        /// Facts.
        public init(
            status: AppointmentStatus, range: TimeRange, bookedAt: Instant, bookedBy: Side, steppedBy: Side?,
            reason: String?, wasMovedByPlan: Bool, priceCents: Int, birthDate: LocalDate? = nil,
            wasReminded: Bool? = nil
        ) {
            self.status = status
            self.range = range
            self.bookedAt = bookedAt
            self.bookedBy = bookedBy
            self.steppedBy = steppedBy
            self.reason = reason
            self.wasMovedByPlan = wasMovedByPlan
            self.priceCents = priceCents
            self.birthDate = birthDate
            self.wasReminded = wasReminded
        }
    }

    /// The local day on which it begins.
    public let day: LocalDate
    /// Of the clock on which it begins, 0 to 23; `nil` if only its day is known.
    public let hour: Int?
    /// Local days from its booking to its day, never less than none.
    public let leadDays: Int
    /// Where it stands.
    public let status: AppointmentStatus
    /// By which side it was booked.
    public let bookedBy: Side
    /// By which side it was cancelled; `nil` if it was not.
    public let cancelledBy: Side?
    /// Why it was cancelled.
    public let cancelReason: String?
    /// Minutes of the patient's time.
    public let minutes: Int
    /// What it costs.
    public let priceCents: Int
    /// Whether a plan moved it.
    public let wasMovedByPlan: Bool
    /// How old its patient is on that day; `nil` if unknown.
    public let age: AgeBand?
    /// Whether its patient was reminded: of those who came or stayed away, if that is known; `nil` of others.
    public private(set) var wasReminded: Bool?

    /// What stands for reasons that somebody wrote in their own words, which are for whoever the appointment concerns.
    public static let ownWords = "other"
    private static let longestCode = 40

    /// A reason if it is a code: small letters, digits and dashes.
    private static func code(_ reason: String) -> String {
        let isCode =
            reason.count <= longestCode
            && reason.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        return isCode ? reason : ownWords
    }

    /// What reports do not count: it was never meant, or is none yet.
    private static let uncounted: Set<AppointmentStatus> = [.enteredInError, .proposed, .waitlist]

    /// The row of an appointment on the clock of its location; `nil` for one that reports do not count.
    public init?(_ facts: Facts, in zone: ZoneRules) {
        guard !Self.uncounted.contains(facts.status) else { return nil }
        let clock = zone.wallClock(at: facts.range.start)
        day = clock.date
        hour = clock.secondOfDay / 3_600
        leadDays = max(0, clock.date - zone.date(at: facts.bookedAt))
        status = facts.status
        bookedBy = facts.bookedBy
        cancelledBy = facts.status == .cancelled ? facts.steppedBy ?? .clinic : nil
        cancelReason = facts.status == .cancelled ? facts.reason.map(Self.code) : nil
        minutes = Int(facts.range.seconds / 60)
        priceCents = facts.priceCents
        wasMovedByPlan = facts.wasMovedByPlan
        age = facts.birthDate.flatMap { AgeBand(born: $0, on: clock.date) }
        wasReminded = [.fulfilled, .noshow].contains(facts.status) ? facts.wasReminded : nil
    }

    /// The same, with what is known from before of its reminder where nothing is now: of those who came or stayed away.
    public func remembering(_ wasReminded: Bool?) -> ReportRow {
        var row = self
        if row.wasReminded == nil, status == .fulfilled || status == .noshow { row.wasReminded = wasReminded }
        return row
    }

    /// The row of a visit of before.
    public init(_ visit: PastVisit) {
        day = visit.day
        hour = nil
        leadDays = max(0, visit.day - visit.bookedOn)
        status = visit.outcome.status
        bookedBy = visit.bookedBy
        cancelledBy = visit.outcome == .cancelled ? visit.cancelledBy ?? .clinic : nil
        cancelReason = visit.outcome == .cancelled ? visit.cancelReason.map(Self.code) : nil
        minutes = visit.length.count
        priceCents = visit.priceCents
        wasMovedByPlan = false
        age = visit.age.map(AgeBand.init(years:))
        wasReminded = visit.outcome == .cancelled ? nil : visit.wasReminded
    }
}

extension ReportRow {
    /// The name of its group by a dimension that follows from the row; empty for none, and for dimensions that its appointment names.
    public func group(_ dimension: ReportDimension) -> String {
        switch dimension {
        case .day, .week, .month, .weekday, .hour: ReportDay(day, hour).group(dimension) ?? ""
        case .status: status.rawValue
        case .lead: LeadBand(days: leadDays).rawValue
        case .bookedBy: bookedBy.rawValue
        case .cancelledBy: cancelledBy?.rawValue ?? ""
        case .cancelReason: cancelReason ?? ""
        case .age: age?.rawValue ?? ""
        case .reminded: wasReminded.map { $0 ? "yes" : "no" } ?? ""
        case .practitioner, .location, .appointmentType, .priority: ""
        }
    }
}
