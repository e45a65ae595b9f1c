import Domain
import Reports
import ServiceContracts
import Storage

/// Sums what was counted.
struct MakeReport {
    private let reporting: Reporting

    /// Groups of one answer.
    static let mostRows = 5_000

    /// Why there is no report.
    enum Fault: Error, Sendable, Hashable {
        /// There are more groups than that.
        case tooManyRows
    }

    init(_ reporting: Reporting) { self.reporting = reporting }

    /// A report, of a practitioner's own appointments alone where `own` says whose.
    ///
    /// - Throws: ``Fault``, or what the store or the book throws.
    func callAsFunction(
        _ definition: ReportDefinition, of own: Practitioner.ID? = nil
    ) async throws -> ReportBody {
        let definition = own.map { definition.restricted(to: $0) } ?? definition
        let whole = definition.undivided
        let (groups, total, position) = try await reporting.database.read { transaction in
            (
                try transaction.groups(definition, limit: Self.mostRows + 1),
                try transaction.groups(whole, limit: 1).first?.sums ?? [],
                try transaction.position(in: CountVisits.feed)
            )
        }
        guard groups.count <= Self.mostRows else { throw Fault.tooManyRows }
        let names = try await reporting.facts.names()
        return ReportBody(
            from: definition.days.lowerBound, to: definition.days.upperBound,
            dimensions: definition.dimensions,
            columns: definition.measures.map { .init(measure: $0, unit: $0.unit) },
            rows: definition.ordered(groups).map { group in
                .init(
                    keys: group.keys,
                    names: zip(definition.dimensions, group.keys).map { names.name(of: $1, $0) },
                    values: definition.values(of: group.sums))
            },
            total: definition.values(of: total), asOf: position)
    }
}

extension ReportDefinition {
    fileprivate func ordered(_ groups: [ReportGroup]) -> [ReportGroup] {
        groups.sorted { left, right in
            for (dimension, pair) in zip(dimensions, zip(left.keys, right.keys)) where pair.0 != pair.1 {
                return dimension.rank(of: pair.0) < dimension.rank(of: pair.1)
            }
            return false
        }
    }

    /// The figures that sums make, in the order of the measures.
    fileprivate func values(of sums: [Int]) -> [ReportBody.Figure] {
        let byColumn = Dictionary(zip(columns, sums)) { first, _ in first }
        return measures.map { ReportBody.Figure($0.value { byColumn[$0] ?? 0 }) }
    }
}

extension ClinicNames {
    /// What people call a group.
    fileprivate func name(of key: String, _ dimension: ReportDimension) -> String {
        switch dimension {
        case .practitioner: practitioners[Practitioner.ID(key)] ?? key
        case .location: locations[Location.ID(key)] ?? key
        case .appointmentType: types[AppointmentType.ID(key)] ?? key
        // No dates, which spreadsheets would take them for.
        case .lead, .age: key.replacing("-", with: " to ")
        default: key
        }
    }
}
