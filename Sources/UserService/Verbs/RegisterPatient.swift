public import Book
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
            guard try !transaction.hasPatient(patient.id) else { return }
            try transaction.insert(patient)
            try transaction.record(
                .patientRegistered, patient.id.rawValue, audience: ["patient/\(patient.id)"], by: caller)
        }
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func forget(_ patient: Patient.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in
            guard try !transaction.hasAppointments(of: patient) else { return }
            try transaction.deleteWaitlist(of: patient)
            try transaction.deleteHolds(of: patient)
            guard try transaction.deletePatient(patient) else { return }
            try transaction.audit("patientForgotten", patient.rawValue, by: caller)
        }
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws {
        try await scheduling.database.write { try $0.endLinks(madeBy: maker, to: patient) }
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func knows(_ patient: Patient.ID) async throws -> Bool {
        try await scheduling.database.read { try $0.hasPatient(patient) }
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func knows(_ practitioner: Practitioner.ID) async throws -> Bool {
        try await scheduling.clinic().clinic.practitioners[practitioner] != nil
    }
}
