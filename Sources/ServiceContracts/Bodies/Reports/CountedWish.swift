public import Domain

/// Which appointments a figure counts.
public struct CountedWish: Body {
    /// What it counts: all of a group for a figure of all of it, those who stayed away for a share of them.
    public let measure: ReportMeasure
    /// First local day on which appointments begin.
    public let from: LocalDate
    /// Last local day.
    public let to: LocalDate
    /// The groups that it is of, and what else the report was of.
    public let filters: [ReportWish.Filter]?
    /// `next` of the page before.
    public let cursor: Text<Bounds.Search>?
    /// At most so many; 50 if absent.
    public let limit: Bounded<Bounds.PageSize>?

    /// A wish.
    public init(
        measure: ReportMeasure, from: LocalDate, to: LocalDate, filters: [ReportWish.Filter]? = nil,
        cursor: Text<Bounds.Search>? = nil, limit: Bounded<Bounds.PageSize>? = nil
    ) {
        self.measure = measure
        self.from = from
        self.to = to
        self.filters = filters
        self.cursor = cursor
        self.limit = limit
    }

    /// Who stayed away of a practitioner's.
    public static var example: Self {
        Self(
            measure: .missed, from: LocalDate(daysSince1970: 20_513), to: LocalDate(daysSince1970: 20_543),
            filters: [.example])
    }
}
