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
    public func forget(_ patient: Patient.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in
            let isBooked =
                try transaction.first("SELECT 1 FROM appointment WHERE patient_id = \(patient)") != nil
            guard !isBooked else { return }
            let entries = try transaction.rows("SELECT id FROM waitlist_entry WHERE patient_id = \(patient)")
            for row in entries { _ = try transaction.deleteWaitlistEntry(try row.id(0)) }
            try transaction.run("DELETE FROM hold WHERE patient_id = \(patient)")
            try transaction.run("DELETE FROM contact_preference WHERE patient_id = \(patient)")
            guard try transaction.run("DELETE FROM patient WHERE id = \(patient)") > 0 else { return }
            try transaction.audit("patientForgotten", patient.rawValue, by: caller)
        }
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws {
        try await scheduling.database.write { transaction in
            let patient = patient?.rawValue
            _ = try transaction.run(
                """
                DELETE FROM link WHERE made_by <> '' AND (\(maker) IS NULL OR made_by = \(maker))
                    AND (\(patient) IS NULL OR appointment_id IN (
                        SELECT id FROM appointment WHERE patient_id = \(patient)))
                """)
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
