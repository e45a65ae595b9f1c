import Domain
import Storage

/// Changes who works where, when and under which rules, if nobody changed it since it was read.
struct ChangeClinic {
    let scheduling: Scheduling

    /// Makes the clinic what `change` makes of it.
    ///
    /// - Parameters:
    ///   - detail: What is changed, for the history; never a name.
    ///   - caller: Named in the audit trail.
    ///   - check: Called with the clinic's version; throws if it is not the expected one.
    ///   - change: Changes a copy.
    /// - Returns: The version it has then.
    /// - Throws: ``BookingError``, `ZoneError`, or what the closures throw; nothing was written then.
    func callAsFunction(
        _ detail: String, by caller: Caller, check: @escaping @Sendable (Int) throws -> Void = { _ in },
        _ change: @escaping @Sendable (inout Clinic, any ReadTransaction) throws -> Void
    ) async throws -> Int {
        let clinics = scheduling.clinics
        return try await scheduling.write { transaction, context in
            try check(context.version)
            var clinic = context.clinic
            try change(&clinic, transaction)
            try clinic.requireUsable()
            try clinics.check(clinic)
            try transaction.replaceClinic(clinic)
            try transaction.record(.clinicChanged, "clinic", by: caller, detail: detail)
            return try transaction.clinicVersion()
        }
    }
}

extension Clinic {
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

extension ReadTransaction {
    /// Whether anything in the future, booked or held, depends on what `condition` names.
    func hasFuture(_ condition: SQL) throws -> Bool {
        let query: SQL = """
            SELECT 1 FROM appointment WHERE ends_at > \(now) AND status IN ('pending', 'booked', 'arrived', 'checked-in')
                AND \(condition)
            UNION ALL SELECT 1 FROM hold WHERE expires_at > \(now) AND \(condition) LIMIT 1
            """
        return try first(query) != nil
    }
}
