import Domain

/// When something is, as groups of reports name it.
struct ReportDay: Hashable {
    private let day: LocalDate
    private let hour: Int?

    init(_ day: LocalDate, _ hour: Int?) {
        self.day = day
        self.hour = hour
    }

    /// `nil` by what does not tell times apart.
    func group(_ dimension: ReportDimension) -> String? {
        switch dimension {
        case .day: day.description
        case .week: day.monday.description
        case .month: String(day.description.prefix(7))
        case .weekday: "\(day.weekday.index + 1)"
        case .hour: hour.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? ""
        default: nil
        }
    }
}

extension LocalDate {
    /// The Monday of its week (ISO 8601).
    fileprivate var monday: LocalDate { self + -weekday.index }
}
