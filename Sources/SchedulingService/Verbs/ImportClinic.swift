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
    }

    /// Imports sheets in the order they depend on each other, in one transaction.
    ///
    /// - Parameters:
    ///   - sheets: In any order.
    ///   - skipsBadRows: Whether good rows are taken over although others are bad.
    ///   - caller: Named in the audit trail.
    /// - Returns: How many rows of each sheet were taken over, and which were skipped.
    /// - Throws: ``ImportRefused`` with every bad row; nothing was written then.
    public func callAsFunction(
        _ sheets: [ImportSheet], skippingBadRows skipsBadRows: Bool, by caller: Caller
    ) async throws -> Report {
        let zones = zones
        return try await scheduling.write { transaction, context in
            var taken = ClinicImport(transaction, context.clinic, zones: zones, by: caller)
            // Pools must be where the triggers look before the first appointment uses one.
            let (setup, book) = (
                ImportKind.allCases.prefix { $0 != .patients }, ImportKind.allCases.drop { $0 != .patients }
            )
            for kind in setup { for sheet in sheets where sheet.kind == kind { try taken.take(sheet) } }
            if taken.clinic != context.clinic {
                try transaction.replaceClinic(taken.clinic)
                try transaction.record(.clinicChanged, "clinic", by: caller, detail: "imported")
            }
            for kind in book { for sheet in sheets where sheet.kind == kind { try taken.take(sheet) } }
            guard taken.faults.isEmpty || skipsBadRows else { throw ImportRefused(faults: taken.faults) }
            return Report(imported: taken.imported, skipped: taken.faults)
        }
    }
}
