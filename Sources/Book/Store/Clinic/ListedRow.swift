import Domain

/// A row of a list.
protocol ListedRow: ClinicRow {
    /// Where the clinic has them.
    static var place: WritableKeyPath<Clinic, [Self]> { get }
}

extension ListedRow {
    static func rows(of clinic: Clinic) -> [Self] { clinic[keyPath: place] }

    static func replace(by rows: [Self], in clinic: inout Clinic) { clinic[keyPath: place] = rows }
}
