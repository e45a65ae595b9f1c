import Domain
import Platform
import Reports
import ServiceContracts
import Storage

/// What a figure of a report counts, one by one.
struct ListCounted {
    private let reporting: Reporting

    init(_ reporting: Reporting) { self.reporting = reporting }

    /// A page by day.
    ///
    /// - Parameters:
    ///   - measure: What the figure counts.
    ///   - definition: What the figure is of.
    ///   - own: Whose appointments alone; `nil` for everybody's.
    ///   - cursor: Where the page before ended.
    ///   - limit: At most so many.
    ///   - caller: Sees patients' names if their role sees patients; that is noted then.
    /// - Returns: A page; with patients for whoever may see them.
    /// - Throws: What the store, the book or the people throw.
    func callAsFunction(
        _ measure: ReportMeasure, in definition: ReportDefinition, of own: Practitioner.ID?,
        after cursor: CountedCursor?, limit: Int, by caller: Caller
    ) async throws -> Page<CountedBody> {
        let definition = own.map { definition.restricted(to: $0) } ?? definition
        let found = try await reporting.database.read {
            try $0.counted(by: measure, in: definition, after: cursor, limit: limit + 1)
        }
        let rows = found.prefix(limit)
        let names = try await reporting.facts.names()
        let patients = try await patients(of: rows, for: caller)
        return Page(
            items: rows.map { CountedBody($0, names, patients[$0.patient]) },
            next: found.count > limit ? rows.last?.cursor.text : nil)
    }

    /// Whose they are, by name, for whoever may see that.
    private func patients(
        of rows: ArraySlice<CountedRow>, for caller: Caller
    ) async throws -> [Patient.ID: CountedPatient] {
        let ids = Set(rows.filter { !$0.isPast }.map(\.patient))
        guard Permission.seePatients.reach(of: caller.role) != .nothing, !ids.isEmpty else { return [:] }
        let records = try await reporting.people.patients(ids)
        reporting.readings.note("countedRead", "reports", "\(records.count) patients", by: caller)
        return Dictionary(
            records.map { ($0.patient.id, CountedPatient(id: $0.patient.id, name: $0.patient.name)) }
        ) { first, _ in first }
    }
}

extension CountedRow {
    fileprivate var isPast: Bool { CountedVisit.pastVisit(id) != nil }
}

extension CountedBody {
    fileprivate init(_ row: CountedRow, _ names: ClinicNames, _ patient: CountedPatient?) {
        func named<Entity>(_ id: String, in names: [Identifier<Entity>: String]) -> String? {
            id.isEmpty ? nil : names[Identifier(id)] ?? id
        }
        self.init(
            appointment: row.isPast ? nil : Appointment.ID(row.id), day: row.day, status: row.status,
            practitioner: named(row.practitioner, in: names.practitioners),
            location: named(row.location, in: names.locations),
            appointmentType: named(row.type, in: names.types), patient: row.isPast ? nil : patient)
    }
}
