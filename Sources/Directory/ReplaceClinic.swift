public import Book
public import Domain
import Storage

/// Sets who works where, when and under which rules.
///
/// Appointments stay as they are.
public struct ReplaceClinic: Sendable {
    private let scheduling: Scheduling

    /// Changes the clinic of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Replaces the whole clinic in one transaction.
    ///
    /// - Throws: `ZoneError` for a location whose zone is unknown, or `BookingError.ruleBroken` for a type without a grid;
    ///   nothing was written then.
    public func callAsFunction(_ clinic: Clinic, by caller: Caller) async throws {
        let clinics = scheduling.clinics
        try await scheduling.write { transaction, context in
            _ = try clinics.check(clinic)
            try transaction.store(clinic, over: context.clinic)
            try transaction.record(.clinicChanged, "clinic", by: caller)
        }
    }
}
