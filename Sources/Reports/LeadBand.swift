/// How long before its day an appointment was booked, in local days.
public enum LeadBand: String, Sendable, Hashable, CaseIterable, Codable {
    case sameDay = "0"
    case days1to2 = "1-2"
    case days3to7 = "3-7"
    case days8to14 = "8-14"
    case days15to30 = "15-30"
    case days31to60 = "31-60"
    case longer = "61+"

    /// The band of so many days; of fewer than none that of the same day.
    public init(days: Int) {
        switch days {
        case ...0: self = .sameDay
        case 1...2: self = .days1to2
        case 3...7: self = .days3to7
        case 8...14: self = .days8to14
        case 15...30: self = .days15to30
        case 31...60: self = .days31to60
        default: self = .longer
        }
    }
}
