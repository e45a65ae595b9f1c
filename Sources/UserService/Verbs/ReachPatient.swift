import Domain
import ServiceContracts
import Storage

/// Asks whether somebody may see a patient; what is not theirs looks as if it were not there.
struct ReachPatient {
    private let users: Users
    private let appointments: any Appointments

    init(_ users: Users, appointments: any Appointments) {
        self.users = users
        self.appointments = appointments
    }

    /// Returns if `caller` may do `permission` for the patient.
    ///
    /// - Throws: ``UserError/unknown(kind:id:)`` if they may not, or there is none.
    func callAsFunction(_ id: Patient.ID, _ permission: Permission, for caller: Caller) async throws {
        let isKnown = try await users.database.read { try $0.hasPatient(id) }
        guard isKnown, try await reaches(id, permission, caller) else {
            throw UserError.unknown(kind: "patient", id: id.rawValue)
        }
    }

    private func reaches(_ id: Patient.ID, _ permission: Permission, _ caller: Caller) async throws -> Bool {
        if caller.reaches(id, by: permission) { return true }
        guard permission.reach(of: caller.role) == .own, caller.role == .practitioner,
            let practitioner = caller.practitioner
        else { return false }
        return try await appointments.sees(practitioner, id)
    }
}
