import Domain

/// A row with an id, by which the clinic has it.
protocol IdentifiedRow: ClinicRow where Key == Identifier<Self> {
    var id: Identifier<Self> { get }
    /// Where the clinic has them.
    static var place: WritableKeyPath<Clinic, [Identifier<Self>: Self]> { get }
}

extension IdentifiedRow {
    var key: Key { id }

    static func rows(of clinic: Clinic) -> [Self] { clinic[keyPath: place].values.sorted { $0.id < $1.id } }

    static func replace(by rows: [Self], in clinic: inout Clinic) {
        clinic[keyPath: place] = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0) })
    }
}
