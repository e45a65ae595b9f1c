package import Book
import Availability
package import Domain
package import Storage

/// Changes who works where, when and under which rules, if nobody changed that part since it was read.
package struct ChangeClinic {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Makes the clinic what `change` makes of it.
    ///
    /// - Parameters:
    ///   - part: What is changed: the version is this part's.
    ///   - detail: What is changed, for the history; never a name.
    ///   - caller: Named in the audit trail.
    ///   - check: Called with the part's version; throws if it is not the expected one.
    ///   - change: Changes a copy.
    /// - Returns: The version it has then, and by name whose appointments no longer fit it.
    /// - Throws: ``BookingError``, `ZoneError`, or what the closures throw; nothing was written then.
    package func callAsFunction(
        _ part: ClinicPart, _ detail: String, by caller: Caller,
        check: @escaping @Sendable (Int) throws -> Void = { _ in },
        _ change: @escaping @Sendable (inout Clinic, any ReadTransaction) throws -> Void
    ) async throws -> (version: Int, displaced: [Displaced]) {
        let clinics = scheduling.clinics
        return try await scheduling.write { transaction, context in
            try check(transaction.version(of: part))
            var clinic = context.clinic
            try change(&clinic, transaction)
            let changed = try clinics.check(clinic)
            let displaced = try transaction.displaced(from: context, by: changed)
            try transaction.store(clinic, over: context.clinic)
            try transaction.record(.clinicChanged, "clinic", by: caller, detail: detail)
            if !displaced.isEmpty {
                let names = displaced.map(\.patient.id.rawValue).joined(separator: " ")
                try transaction.audit("displacedRead", "clinic", by: caller, detail: names)
            }
            return (try transaction.version(of: part), displaced)
        }
    }
}
