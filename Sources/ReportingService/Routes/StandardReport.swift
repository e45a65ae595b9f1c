import Domain
import ServiceContracts

/// Reports that every clinic has, by the names that their paths have.
enum StandardReport: String, CaseIterable, Described {
    case appointments, practitioners, engagement, revenue

    /// What it counts.
    var measures: [ReportMeasure] {
        switch self {
        case .appointments:
            [.appointments, .fulfilled, .missed, .cancelled, .missedShare, .cancelledShare, .leadDays]
        case .practitioners:
            [.appointments, .patients, .hours, .missedShare, .cancelledShare, .movedByPlans, .revenue]
        case .engagement: [.appointments, .ownBookings, .missedShare, .cancelledShare, .leadDays]
        case .revenue: [.appointments, .bookedRevenue, .revenue, .lostRevenue]
        }
    }

    /// By what it tells apart where nobody says.
    var dimension: ReportDimension {
        switch self {
        case .appointments: .month
        case .practitioners: .practitioner
        case .engagement: .lead
        case .revenue: .appointmentType
        }
    }
}
