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
        let open = try await openTime(definition)
        let (booked, patients, position) = try await reporting.database.read { transaction in
            (
                try transaction.groups(definition, limit: Self.mostRows + 1),
                definition.asksForPatients ? try transaction.patients(definition) : nil,
                try transaction.position(in: CountVisits.feed)
            )
        }
        let groups = booked.adding(open, to: definition.columns)
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
            total: definition.values(
                of: groups.total(of: definition.columns, patients: patients)),
            asOf: position)
    }

    /// Minutes in which practitioners see people, by group; none where nobody asks for them.
    private func openTime(_ definition: ReportDefinition) async throws -> [[String]: Int] {
        guard definition.asksForOpenTime else { return [:] }
        let days = try await reporting.facts.openDays(
            OpenDaysWish(definition.days, of: definition.practitioners))
        let hours = days.lazy.flatMap { day in
            day.minutes.lazy.map { hour, minutes in
                OpenHour(
                    practitioner: day.practitioner, location: day.location, day: day.day, hour: hour,
                    minutes: minutes)
            }
        }
        return definition.grouped(hours)
    }
}

extension [ReportGroup] {
    /// The sums of all together; the same patient may be in several groups.
    fileprivate func total(of columns: [ReportMeasure.Column], patients: Int?) -> [Int] {
        columns.enumerated().map { place, column in
            if column == .patients, let patients { return patients }
            return reduce(0) { $0 + $1.sums[place] }
        }
    }

    /// With minutes of open time in their column, and groups of those in which nothing was booked.
    fileprivate func adding(_ open: [[String]: Int], to columns: [ReportMeasure.Column]) -> [ReportGroup] {
        guard let place = columns.firstIndex(of: .open) else { return self }
        let booked = map { group in
            var sums = group.sums
            sums[place] = open[group.keys] ?? 0
            return ReportGroup(keys: group.keys, sums: sums)
        }
        let idle = Set(open.keys).subtracting(map(\.keys)).map { keys in
            ReportGroup(keys: keys, sums: columns.map { $0 == .open ? open[keys] ?? 0 : 0 })
        }
        return booked + idle
    }
}

extension ReportDefinition {
    /// Without groups the sums of all are those of the only group.
    fileprivate var asksForPatients: Bool { columns.contains(.patients) && !dimensions.isEmpty }

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
