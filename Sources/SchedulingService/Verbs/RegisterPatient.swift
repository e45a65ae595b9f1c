public import Domain
public import ServiceContracts
import Storage

/// Makes a patient known to the book.
public struct RegisterPatient: PatientRegistry {
    private let scheduling: Scheduling

    /// Registers in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func register(_ patient: Patient, by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in
            guard try transaction.first("SELECT 1 FROM patient WHERE id = \(patient.id)") == nil else {
                return
            }
            try transaction.insert(patient)
            try transaction.record(
                .patientRegistered, patient.id.rawValue, audience: ["patient/\(patient.id)"], by: caller)
        }
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func knows(_ patient: Patient.ID) async throws -> Bool {
        try await scheduling.database.read {
            try $0.first("SELECT 1 FROM patient WHERE id = \(patient)") != nil
        }
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func knows(_ practitioner: Practitioner.ID) async throws -> Bool {
        try await scheduling.clinic().clinic.practitioners[practitioner] != nil
    }
}
