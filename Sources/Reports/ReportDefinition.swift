public import Domain

/// What is asked: which figures of which days, told apart by what, of which appointments.
public struct ReportDefinition: Sendable, Hashable {
    /// Only appointments of some groups.
    public struct Filter: Sendable, Hashable {
        /// By what.
        public let dimension: ReportDimension
        /// Groups, as reports name them.
        public let values: [String]

        /// Appointments of `values`.
        public init(_ dimension: ReportDimension, in values: [String]) {
            self.dimension = dimension
            self.values = values
        }
    }

    /// Why something is no report.
    public enum Fault: Error, Sendable, Hashable {
        /// The last day lies before the first, or more than so many days after it.
        case days(most: Int)
        /// There are no measures, or more than so many, or one twice.
        case measures(most: Int)
        /// There are more dimensions than so many, or one twice.
        case dimensions(most: Int)
        /// A filter has no values or more than so many, or there are two of one dimension.
        case filter(ReportDimension, most: Int)
        /// It asks for open time, which is not told apart by that.
        case openTime(by: ReportDimension)
        /// It asks for open time of some groups of a dimension by which that is not told apart.
        case openTimeFilter(ReportDimension)
        /// It asks for open time of more days than that.
        case openDays(most: Int)
    }

    /// Ten years.
    public static let mostDays = 3_660
    /// A year and a month: open time is worked out when it is asked for.
    private static let mostOpenDays = 400
    /// By what open time is told apart.
    private static let openTimeDimensions: Set<ReportDimension> = [
        .day, .week, .month, .weekday, .hour, .practitioner, .location,
    ]
    /// Of each kind.
    public static let (mostMeasures, mostDimensions, mostValues) = (8, 3, 100)

    /// What is counted.
    public let measures: [ReportMeasure]
    /// What it is told apart by, the first first; none for one figure of all.
    public let dimensions: [ReportDimension]
    /// First and last local day on which appointments begin.
    public let days: ClosedRange<LocalDate>
    /// All of them must hold.
    public let filters: [Filter]

    /// A report.
    ///
    /// - Throws: ``Fault``.
    public init(
        _ measures: [ReportMeasure], by dimensions: [ReportDimension], from first: LocalDate,
        to last: LocalDate, only filters: [Filter] = []
    ) throws(Fault) {
        guard first <= last, last - first < Self.mostDays else { throw .days(most: Self.mostDays) }
        guard (1...Self.mostMeasures).contains(measures.count), Set(measures).count == measures.count else {
            throw .measures(most: Self.mostMeasures)
        }
        guard dimensions.count <= Self.mostDimensions, Set(dimensions).count == dimensions.count else {
            throw .dimensions(most: Self.mostDimensions)
        }
        for filter in filters {
            let isSingle = filters.count { $0.dimension == filter.dimension } == 1
            guard isSingle, (1...Self.mostValues).contains(filter.values.count) else {
                throw .filter(filter.dimension, most: Self.mostValues)
            }
        }
        self.measures = measures
        self.dimensions = dimensions
        days = first...last
        self.filters = filters
        guard asksForOpenTime else { return }
        guard last - first < Self.mostOpenDays else { throw .openDays(most: Self.mostOpenDays) }
        let isOther = { (dimension: ReportDimension) in !Self.openTimeDimensions.contains(dimension) }
        if let other = dimensions.first(where: isOther) { throw .openTime(by: other) }
        if let other = filters.map(\.dimension).first(where: isOther) { throw .openTimeFilter(other) }
    }

    /// Whether it counts the time in which practitioners see people.
    public var asksForOpenTime: Bool { columns.contains(.open) }

    /// Whose open time it counts; `nil` for everybody's.
    public var practitioners: Set<Practitioner.ID>? {
        filters.first { $0.dimension == .practitioner }.map { Set($0.values.map { Practitioner.ID($0) }) }
    }

    /// Minutes of open time by the keys of its groups.
    ///
    /// O(hours × (dimensions + filters)).
    public func grouped(_ hours: some Sequence<OpenHour>) -> [[String]: Int] {
        hours.reduce(into: [:]) { groups, hour in
            let isCounted = filters.allSatisfy { filter in
                hour.group(filter.dimension).map(filter.values.contains) ?? false
            }
            guard isCounted else { return }
            groups[dimensions.map { hour.group($0) ?? "" }, default: 0] += hour.minutes
        }
    }

    /// The sums that it needs, each once.
    public var columns: [ReportMeasure.Column] {
        var seen: Set<ReportMeasure.Column> = []
        return measures.flatMap(\.columns).filter { seen.insert($0).inserted }
    }

    /// The same, of one practitioner's appointments alone, whatever it asks for.
    public func restricted(to practitioner: Practitioner.ID) -> ReportDefinition {
        let others = filters.filter { $0.dimension != .practitioner }
        let asked = filters.first { $0.dimension == .practitioner }?.values
        let own = asked.map { $0.contains(practitioner.rawValue) } ?? true
        return ReportDefinition(
            measures, dimensions, days,
            others + [Filter(.practitioner, in: own ? [practitioner.rawValue] : [])])
    }

    private init(
        _ measures: [ReportMeasure], _ dimensions: [ReportDimension], _ days: ClosedRange<LocalDate>,
        _ filters: [Filter]
    ) {
        self.measures = measures
        self.dimensions = dimensions
        self.days = days
        self.filters = filters
    }
}
