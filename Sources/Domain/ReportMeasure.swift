/// What a report counts.
public enum ReportMeasure: String, Sendable, Hashable, CaseIterable, Codable {
    case appointments, patients, fulfilled, missed, cancelled
    case missedShare, cancelledShare, ownBookings, movedByPlans
    case hours, leadDays
    case revenue, bookedRevenue, lostRevenue
    // Beside the time in which practitioners see people.
    case openHours, utilisation

    /// In what it is told.
    public enum Unit: String, Sendable, Codable, CaseIterable {
        /// A whole number.
        case count
        /// Of one.
        case share
        case hours, days
        /// Hundredths of the clinic's money.
        case cents
    }

    /// In what it is told.
    public var unit: Unit {
        switch self {
        case .appointments, .patients, .fulfilled, .missed, .cancelled: .count
        case .missedShare, .cancelledShare, .ownBookings, .movedByPlans, .utilisation: .share
        case .hours, .openHours: .hours
        case .leadDays: .days
        case .revenue, .bookedRevenue, .lostRevenue: .cents
        }
    }
}
