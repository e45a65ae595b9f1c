package import Book
import Availability
package import Domain
package import Storage

/// Changes who works where, when and under which rules, if nobody changed it since it was read.
package struct ChangeClinic {
    package let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Makes the clinic what `change` makes of it.
    ///
    /// - Parameters:
    ///   - detail: What is changed, for the history; never a name.
    ///   - caller: Named in the audit trail.
    ///   - check: Called with the clinic's version; throws if it is not the expected one.
    ///   - change: Changes a copy.
    /// - Returns: The version it has then, and by name whose appointments no longer fit it.
    /// - Throws: ``BookingError``, `ZoneError`, or what the closures throw; nothing was written then.
    package func callAsFunction(
        _ detail: String, by caller: Caller, check: @escaping @Sendable (Int) throws -> Void = { _ in },
        _ change: @escaping @Sendable (inout Clinic, any ReadTransaction) throws -> Void
    ) async throws -> (version: Int, displaced: [Displaced]) {
        let clinics = scheduling.clinics
        return try await scheduling.write { transaction, context in
            try check(context.version)
            var clinic = context.clinic
            try change(&clinic, transaction)
            try clinic.requireUsable()
            let changed = try clinics.check(clinic)
            let displaced = try transaction.displaced(from: context, by: changed)
            try transaction.replaceClinic(clinic)
            try transaction.record(.clinicChanged, "clinic", by: caller, detail: detail)
            if !displaced.isEmpty {
                let names = displaced.map(\.patient.id.rawValue).joined(separator: " ")
                try transaction.audit("displacedRead", "clinic", by: caller, detail: names)
            }
            return (try transaction.clinicVersion(), displaced)
        }
    }
}

package extension Clinic {
    /// Throws for a type that could never be booked or a reference to nothing.
    func requireUsable() throws(BookingError) {
        if let type = types.values.first(where: { $0.grid.count < 1 || $0.length.duration.count < 1 }) {
            throw .ruleBroken(.grid, explanation: "\(type.id) needs a positive grid and duration")
        }
        for practitioner in practitioners.values where locations[practitioner.location] == nil {
            throw .unknown(kind: "location", id: practitioner.location.rawValue)
        }
        for pool in pools.values where locations[pool.location] == nil {
            throw .unknown(kind: "location", id: pool.location.rawValue)
        }
    }
}
