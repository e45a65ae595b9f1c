import Domain
import ServiceContracts
import Storage

/// Changes what is known of a patient, if nobody changed it since it was read.
struct ChangePatient {
    private let users: Users

    init(_ users: Users) {
        self.users = users
    }

    /// Makes the record what `change` makes of it.
    ///
    /// - Parameters:
    ///   - id: Which patient.
    ///   - caller: Named in the audit trail.
    ///   - check: Called with the present version; throws if it is not the expected one.
    ///   - change: The record as it shall be.
    /// - Returns: The record as it is then.
    /// - Throws: ``UserError/unknown(kind:id:)``, or what `check` and `change` throw; nothing was written then.
    func callAsFunction(
        _ id: Patient.ID, by caller: Caller, check: @escaping @Sendable (Int) throws -> Void,
        _ change: @escaping @Sendable (Patient) throws -> Patient
    ) async throws -> PatientRecord {
        try await users.write { transaction in
            try transaction.require(.editPatients, of: id, for: caller)
            let old = try transaction.patient(id)
            try check(old.version)
            try transaction.update(change(old.patient))
            try transaction.record(.patientChanged, id, version: old.version + 1, by: caller)
            return try transaction.patient(id)
        }
    }
}
