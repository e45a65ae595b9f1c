package import Book
package import Domain
import Foundation
import ServiceContracts
import Storage

/// Changes what is known of a patient, if nobody changed it since it was read.
package struct ChangePatient {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// A record with its version.
    package typealias Versioned = (patient: Patient, version: Int)

    /// The record as it stands.
    package func read(_ id: Patient.ID) async throws -> Versioned {
        try await scheduling.read { transaction, _ in
            (try transaction.patient(id), try transaction.patientVersion(id))
        }
    }

    /// Makes the record what `change` makes of it.
    ///
    /// - Parameters:
    ///   - id: Which patient.
    ///   - caller: Named in the audit trail.
    ///   - check: Called with the present version; throws if it is not the expected one.
    ///   - change: The record as it shall be.
    /// - Returns: The record as it is then.
    /// - Throws: `BookingError.unknown`, or what `check` and `change` throw; nothing was written then.
    package func callAsFunction(
        _ id: Patient.ID, by caller: Caller, check: @escaping @Sendable (Int) throws -> Void,
        _ change: @escaping @Sendable (Patient, ClinicContext) throws -> Patient
    ) async throws -> Versioned {
        try await scheduling.write { transaction, context in
            try transaction.require(.editPatients, patient: id, for: caller)
            try check(transaction.patientVersion(id))
            try transaction.update(change(transaction.patient(id), context))
            try transaction.record(.patientChanged, id.rawValue, audience: ["patient/\(id)"], by: caller)
            return (try transaction.patient(id), try transaction.patientVersion(id))
        }
    }
}
