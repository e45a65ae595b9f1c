public import Domain

extension ReportMeasure {
    /// A number of each appointment, or a product of some, that is summed.
    public enum Column: String, Sendable, Hashable, CaseIterable {
        case one, fulfilled, missed, due, cancelled, own, movedByPlan
        case minutesKept, minutesOnClock, leadDays
        case centsFulfilled, centsKept, centsMissed
        /// Not summed: how many patients there are.
        case patients
        /// Of practitioners and not of appointments: minutes in which they see people.
        case open
    }

    /// A sum, over another or over a number.
    public enum Formula: Sendable, Hashable {
        case sum(Column)
        case share(Column, of: Column)
        case scaled(Column, by: Double)
    }

    /// How it follows from sums.
    ///
    /// *Rule.* A share of some groups together is the share of their sums, never a mean of shares.
    public var formula: Formula {
        switch self {
        case .appointments: .sum(.one)
        case .patients: .sum(.patients)
        case .fulfilled: .sum(.fulfilled)
        case .missed: .sum(.missed)
        case .cancelled: .sum(.cancelled)
        case .missedShare: .share(.missed, of: .due)
        case .cancelledShare: .share(.cancelled, of: .one)
        case .ownBookings: .share(.own, of: .one)
        case .movedByPlans: .share(.movedByPlan, of: .one)
        case .hours: .scaled(.minutesKept, by: 1.0 / 60)
        case .leadDays: .share(.leadDays, of: .one)
        case .revenue: .sum(.centsFulfilled)
        case .bookedRevenue: .sum(.centsKept)
        case .lostRevenue: .sum(.centsMissed)
        case .openHours: .scaled(.open, by: 1.0 / 60)
        case .utilisation: .share(.minutesOnClock, of: .open)
        }
    }

    /// The columns that it needs.
    public var columns: [Column] {
        switch formula {
        case .sum(let column), .scaled(let column, _): [column]
        case .share(let column, let of): [column, of]
        }
    }

    /// What sums make; `nil` for a share of nothing.
    public func value(_ sum: (Column) -> Int) -> Double? {
        switch formula {
        case .sum(let column): Double(sum(column))
        case .scaled(let column, let factor): Double(sum(column)) * factor
        case .share(let column, let of): sum(of) == 0 ? nil : Double(sum(column)) / Double(sum(of))
        }
    }
}
