public import Book
public import Domain
package import Storage

/// Records that a practitioner is away, and lists by name whom that displaces.
public struct RecordAbsence: Sendable {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// An absence and whom it displaces.
    public struct Recorded: Sendable, Hashable {
        /// The absence with its id.
        public let absence: Absence
        /// By start.
        public let displaced: [Displaced]
    }

    /// Records an absence.
    ///
    /// Appointments stay booked until a proposal moves them or staff cancel them.
    ///
    /// - Parameters:
    ///   - practitioner: Who is away.
    ///   - range: Half-open range of instants, at most a year.
    ///   - reason: For staff.
    ///   - caller: Must be permitted to record absences.
    /// - Returns: The absence, and by name whom it displaces.
    /// - Throws: ``BookingError``; nothing was written then.
    public func callAsFunction(
        _ practitioner: Practitioner.ID, _ range: TimeRange, because reason: String, by caller: Caller
    ) async throws -> Recorded {
        let absence = Absence(
            id: Absence.ID(scheduling.ids.next()), practitioner: practitioner, range: range, reason: reason
        )
        return try await scheduling.write { transaction, context in
            try transaction.record([absence], by: caller, context)
            return Recorded(absence: absence, displaced: try transaction.displaced(by: absence))
        }
    }

    /// One absence with whom it still displaces.
    ///
    /// - Throws: `BookingError.unknown`.
    public func show(_ id: Absence.ID) async throws -> Recorded {
        try await scheduling.read { transaction, context in
            guard let absence = context.clinic.absences.first(where: { $0.id == id }) else {
                throw BookingError.unknown(kind: "absence", id: id.rawValue)
            }
            return Recorded(absence: absence, displaced: try transaction.displaced(by: absence))
        }
    }

    /// Takes an absence back: the practitioner works as before, appointments stay where they are.
    ///
    /// - Throws: `BookingError.unknown`; nothing was written then.
    public func end(_ id: Absence.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, context in
            var clinic = context.clinic
            guard let index = clinic.absences.firstIndex(where: { $0.id == id }) else {
                throw BookingError.unknown(kind: "absence", id: id.rawValue)
            }
            let absence = clinic.absences.remove(at: index)
            try transaction.store(clinic, over: context.clinic)
            try transaction.record(
                .absenceEnded, id.rawValue, audience: ["practitioner/\(absence.practitioner)"], by: caller)
        }
    }

    /// All absences by start, each with whom it still displaces.
    ///
    /// - Throws: `StorageError`.
    public func list() async throws -> [Recorded] {
        try await scheduling.read { transaction, context in
            try context.clinic.absences.sorted { ($0.range.start, $0.id) < ($1.range.start, $1.id) }.map {
                Recorded(absence: $0, displaced: try transaction.displaced(by: $0))
            }
        }
    }
}

package extension Absence {
    /// Throws unless somebody of the clinic is away for a time that makes sense.
    func requireSense(in context: ClinicContext) throws {
        _ = try context.practitioner(practitioner)
        let isPlausible = Instant.plausible.contains(range.start) && Instant.plausible.contains(range.end)
        guard !range.isEmpty, range.seconds <= 366 * 86_400, isPlausible else {
            throw BookingError.ruleBroken(
                .absenceRange,
                explanation: "\(range) must be longer than nothing, at most a year, and between 1970 and 2200"
            )
        }
    }
}

package extension Transaction {
    /// Records absences in the clinic; throws before anything is written if one makes no sense.
    func record(_ absences: [Absence], by caller: Caller, _ context: ClinicContext) throws {
        guard !absences.isEmpty else { return }
        guard caller.role.may(.recordAbsence) else {
            throw BookingError.notPermitted(.recordAbsence, role: caller.role)
        }
        try absences.forEach { try $0.requireSense(in: context) }
        try store(context.supposing(absences).clinic, over: context.clinic)
        for absence in absences {
            try releaseHolds(of: absence.practitioner, in: absence.range)
            try record(
                .absenceRecorded, absence.id.rawValue, audience: ["practitioner/\(absence.practitioner)"],
                by: caller)
        }
    }
}
