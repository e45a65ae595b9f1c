public import Availability
public import Book
public import Domain
public import ServiceContracts
import Storage

/// Takes a clinic over from sheets: everything, or nothing unless bad rows may be skipped.
public struct ImportClinic: Sendable {
    private let scheduling: Scheduling
    private let zones: any ZoneSource
    private let people: (any People)?

    /// Imports into the book of `scheduling`.
    ///
    /// - Parameters:
    ///   - scheduling: The book.
    ///   - zones: Rules of time zones.
    ///   - people: Keeps the patients' records; `nil` for a copy that nobody is told from.
    public init(_ scheduling: Scheduling, zones: any ZoneSource, people: (any People)? = nil) {
        self.scheduling = scheduling
        self.zones = zones
        self.people = people
    }

    /// What was imported.
    public struct Report: Sendable {
        /// Rows taken over, by kind of sheet.
        public let imported: [ImportKind: Int]
        /// Rows that were skipped.
        public let skipped: [ImportFault]
        /// Rows that say what the clinic has already, by kind of sheet.
        public let unchanged: [ImportKind: Int]
        /// Appointments to come that lie outside working hours: they are in the book, and somebody should look at them.
        public let outsideWorkingTime: [Appointment.ID]
    }

    /// Imports sheets in the order they depend on each other, in one transaction of the book.
    ///
    /// Where patients are new or changed everything is tried first, then their records are kept, then the book is written: a
    /// crash between the two leaves people without appointments, and the same import completes it.
    ///
    /// - Parameters:
    ///   - sheets: In any order.
    ///   - skipsBadRows: Whether good rows are taken over although others are bad.
    ///   - updates: Whether a row whose id is there already replaces what is there; it is a bad row otherwise.
    ///   - isTrial: Whether to say what would be done, and do nothing.
    ///   - caller: Named in the audit trail.
    /// - Returns: How many rows of each sheet were taken over, and which were skipped.
    /// - Throws: ``ImportRefused`` with every bad row; nothing was written then.
    public func callAsFunction(
        _ sheets: [ImportSheet], skippingBadRows skipsBadRows: Bool, updating updates: Bool = false,
        isTrial: Bool = false, by caller: Caller
    ) async throws -> Report {
        let known = try await records(of: sheets)
        let take: (Bool) async throws -> Report = { isTrial in
            try await self.take(sheets, known, skipsBadRows, updates, isTrial, caller)
        }
        guard isTrial || people != nil && sheets.contains(where: { $0.kind == .patients }) else {
            return try await take(false)
        }
        do {
            return try await take(true)
        } catch let trial as Trial {
            if isTrial { return trial.report }
            try await people?.keep(trial.patients, by: caller)
            return try await take(false)
        }
    }

    /// Thrown so that nothing of a trial stays.
    private struct Trial: Error {
        let report: Report
        let patients: [Patient]
    }

    /// The records of those whom the sheets name, as they are.
    private func records(of sheets: [ImportSheet]) async throws -> [Patient.ID: PatientRecord] {
        let ids = Set(
            sheets.filter { $0.kind == .patients }.flatMap(\.rows).compactMap { $0.fields["id"] }.map {
                Patient.ID($0.trimmed)
            })
        let records = try await people?.patients(ids) ?? []
        return Dictionary(uniqueKeysWithValues: records.map { ($0.patient.id, $0) })
    }

    private func take(
        _ sheets: [ImportSheet], _ known: [Patient.ID: PatientRecord], _ skipsBadRows: Bool,
        _ updates: Bool, _ isTrial: Bool, _ caller: Caller
    ) async throws -> Report {
        let (zones, clinics) = (zones, scheduling.clinics)
        return try await scheduling.write { transaction, context in
            var taken = ClinicImport(
                transaction, context.clinic, known: known, zones: zones, updates: updates, by: caller)
            // Pools must be where the triggers look before the first appointment uses one.
            let (setup, book) = (
                ImportKind.allCases.prefix { $0 != .patients }, ImportKind.allCases.drop { $0 != .patients }
            )
            for kind in setup { for sheet in sheets where sheet.kind == kind { try taken.take(sheet) } }
            if taken.clinic != context.clinic {
                _ = try clinics.check(taken.clinic)
                try transaction.store(taken.clinic, over: context.clinic)
                try transaction.record(.clinicChanged, "clinic", by: caller, detail: "imported")
            }
            for kind in book { for sheet in sheets where sheet.kind == kind { try taken.take(sheet) } }
            guard taken.faults.isEmpty || skipsBadRows else { throw ImportRefused(faults: taken.faults) }
            let now = try clinics.check(taken.clinic)
            let report = Report(
                imported: taken.imported, skipped: taken.faults, unchanged: taken.unchanged,
                outsideWorkingTime: try transaction.appointmentsToCome().filter { !now.keepsRoom(for: $0) }
                    .map(\.id))
            if isTrial {
                throw Trial(
                    report: report, patients: taken.patients.values.map(\.patient).sorted { $0.id < $1.id })
            }
            return report
        }
    }
}
