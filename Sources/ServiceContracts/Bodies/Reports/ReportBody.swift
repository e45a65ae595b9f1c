public import Domain

/// What a report says.
public struct ReportBody: Body {
    /// A figure that each row has.
    public struct Column: Body {
        /// What is counted.
        public let measure: ReportMeasure
        /// In what it is told.
        public let unit: ReportMeasure.Unit

        /// A column.
        public init(measure: ReportMeasure, unit: ReportMeasure.Unit) {
            self.measure = measure
            self.unit = unit
        }

        /// An example.
        public static var example: Self { Self(measure: .appointments, unit: .count) }
    }

    /// A figure.
    public struct Figure: Body {
        /// How much; absent for a share of nothing.
        public let value: Double?

        /// A figure.
        public init(_ value: Double?) { self.value = value }

        /// An example.
        public static var example: Self { Self(412) }
    }

    /// A group.
    public struct Row: Body {
        /// Its name by each dimension, as filters take it.
        public let keys: [String]
        /// What people call each.
        public let names: [String]
        /// Its figures, in the order of the columns.
        public let values: [Figure]

        /// A row.
        public init(keys: [String], names: [String], values: [Figure]) {
            self.keys = keys
            self.names = names
            self.values = values
        }

        /// An example.
        public static var example: Self { Self(keys: ["2026-03"], names: ["2026-03"], values: [.example]) }
    }

    /// First local day.
    public let from: LocalDate
    /// Last local day.
    public let to: LocalDate
    /// What rows are told apart by.
    public let dimensions: [ReportDimension]
    /// What they count.
    public let columns: [Column]
    /// In the order of their keys.
    public let rows: [Row]
    /// The figures of all together.
    public let total: [Figure]
    /// Up to which event of the book it counts.
    public let asOf: Int

    /// A report.
    public init(
        from: LocalDate, to: LocalDate, dimensions: [ReportDimension], columns: [Column], rows: [Row],
        total: [Figure], asOf: Int
    ) {
        self.from = from
        self.to = to
        self.dimensions = dimensions
        self.columns = columns
        self.rows = rows
        self.total = total
        self.asOf = asOf
    }

    /// One month.
    public static var example: Self {
        Self(
            from: LocalDate(daysSince1970: 20_513), to: LocalDate(daysSince1970: 20_543),
            dimensions: [.month],
            columns: [.example], rows: [.example], total: [.example], asOf: 9_000)
    }
}
