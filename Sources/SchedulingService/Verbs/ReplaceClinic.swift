public import Domain
import Storage

/// Sets who works where, when and under which rules. Appointments stay as they are.
public struct ReplaceClinic: Sendable {
    private let scheduling: Scheduling

    /// Changes the clinic of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Replaces the whole clinic in one transaction.
    public func callAsFunction(_ clinic: Clinic, by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in
            try transaction.replaceClinic(clinic)
            try transaction.record(.clinicChanged, "clinic", by: caller)
        }
    }
}
