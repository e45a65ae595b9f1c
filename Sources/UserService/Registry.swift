public import Domain
public import ServiceContracts
import Storage

/// Makes patients known and forgets them, for the service that keeps accounts.
public struct Registry: PatientRegistry {
    private let users: Users
    private let appointments: any Appointments

    /// Registers in the store of `users`; `appointments` knows for whom something was booked.
    public init(_ users: Users, appointments: any Appointments) {
        self.users = users
        self.appointments = appointments
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func register(_ patient: Patient, by caller: Caller) async throws {
        try await RegisterPatient(users)(patient, by: caller)
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func forget(_ patient: Patient.ID, by caller: Caller) async throws -> Bool {
        try await ForgetPatient(users, appointments: appointments)(patient, by: caller)
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func knows(_ patient: Patient.ID) async throws -> Bool {
        try await users.database.read { try $0.hasPatient(patient) }
    }
}
