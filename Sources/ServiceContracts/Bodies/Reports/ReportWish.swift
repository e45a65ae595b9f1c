public import Domain

/// A report that somebody puts together.
public struct ReportWish: Body {
    /// Only appointments of some groups.
    public struct Filter: Body {
        /// By what.
        public let dimension: ReportDimension
        /// Groups, as answers name them; an empty text for those without one.
        public let values: [String]

        /// Appointments of `values`.
        public init(dimension: ReportDimension, values: [String]) {
            self.dimension = dimension
            self.values = values
        }

        /// An example.
        public static var example: Self { Self(dimension: .practitioner, values: ["p-01"]) }
    }

    /// What is counted: one to eight.
    public let measures: [ReportMeasure]
    /// What it is told apart by, the first first: none to three.
    public let dimensions: [ReportDimension]
    /// First local day on which appointments begin.
    public let from: LocalDate
    /// Last local day, at most ten years after the first.
    public let to: LocalDate
    /// All of them must hold; one of a dimension.
    public let filters: [Filter]?

    /// A wish.
    public init(
        measures: [ReportMeasure], dimensions: [ReportDimension], from: LocalDate, to: LocalDate,
        filters: [Filter]? = nil
    ) {
        self.measures = measures
        self.dimensions = dimensions
        self.from = from
        self.to = to
        self.filters = filters
    }

    /// How many came, by month.
    public static var example: Self {
        Self(
            measures: [.appointments, .missedShare], dimensions: [.month],
            from: LocalDate(daysSince1970: 20_454), to: LocalDate(daysSince1970: 20_818))
    }
}
