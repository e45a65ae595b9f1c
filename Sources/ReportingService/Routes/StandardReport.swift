import Domain
import ServiceContracts

/// Reports that every clinic has, by the names that their paths have.
enum StandardReport: String, CaseIterable, Described {
    case appointments, practitioners, utilisation, engagement, reminders, revenue

    /// What it counts.
    var measures: [ReportMeasure] {
        switch self {
        case .appointments:
            [.appointments, .fulfilled, .missed, .cancelled, .missedShare, .cancelledShare, .leadDays]
        case .practitioners:
            [.appointments, .patients, .hours, .missedShare, .cancelledShare, .movedByPlans, .revenue]
        case .utilisation: [.utilisation, .openHours, .hours, .appointments, .missed]
        case .engagement: [.appointments, .ownBookings, .missedShare, .cancelledShare, .leadDays]
        case .reminders: [.appointments, .fulfilled, .missed, .missedShare]
        case .revenue: [.appointments, .bookedRevenue, .revenue, .lostRevenue]
        }
    }

    /// By what it tells apart, the first first.
    ///
    /// Reminders are told apart in each group: nobody who books for today is reminded, and they come anyway, so that
    /// figures of all together would say that reminders harm.
    private var usual: [ReportDimension] {
        switch self {
        case .appointments: [.month]
        case .practitioners: [.practitioner]
        case .utilisation: [.practitioner]
        case .engagement: [.lead]
        case .reminders: [.lead, .reminded]
        case .revenue: [.appointmentType]
        }
    }

    /// By what it tells apart, or by what is wished; reminders never otherwise than within bands of lead.
    func dimensions(by first: ReportDimension?) -> [ReportDimension] {
        guard let first else { return usual }
        return self == .reminders ? [first] + usual.filter { $0 != first } : [first]
    }
}
