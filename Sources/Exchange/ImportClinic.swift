public import Book
public import Domain
import Storage

/// Takes a clinic over from sheets: everything, or nothing unless bad rows may be skipped.
public struct ImportClinic: Sendable {
    private let scheduling: Scheduling
    private let zones: any ZoneSource

    /// Imports into the book of `scheduling`.
    public init(_ scheduling: Scheduling, zones: any ZoneSource) {
        self.scheduling = scheduling
        self.zones = zones
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

    /// Imports sheets in the order they depend on each other, in one transaction.
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
        do {
            return try await take(sheets, skipsBadRows, updates, isTrial, caller)
        } catch let trial as Trial {
            return trial.report
        }
    }

    /// Thrown so that nothing of a trial stays.
    private struct Trial: Error {
        let report: Report
    }

    private func take(
        _ sheets: [ImportSheet], _ skipsBadRows: Bool, _ updates: Bool, _ isTrial: Bool, _ caller: Caller
    ) async throws -> Report {
        let (zones, clinics) = (zones, scheduling.clinics)
        return try await scheduling.write { transaction, context in
            var taken = ClinicImport(
                transaction, context.clinic, zones: zones, updates: updates, by: caller)
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
            if isTrial { throw Trial(report: report) }
            return report
        }
    }
}
