import Domain
import ServiceContracts
import Storage

/// Forgets a patient for whom nothing was ever booked.
///
/// *Rule.* The record is hidden, then the book is asked, then the record goes or comes back. *Why.* Two stores cannot change
/// at once: while the book is asked it must not learn of the patient anew. Each step may be done again, so a crash between
/// them is mended by asking again. *If broken.* An appointment of nobody.
struct ForgetPatient {
    private let users: Users
    private let appointments: any Appointments

    init(_ users: Users, appointments: any Appointments) {
        self.users = users
        self.appointments = appointments
    }

    /// Forgets them; whether there is no such patient now.
    ///
    /// - Throws: `StorageError`, or what the book throws.
    func callAsFunction(_ id: Patient.ID, by caller: Caller) async throws -> Bool {
        guard try await users.write({ try $0.mark(id, isLeaving: true) }) else { return true }
        guard try await appointments.forget(id) else {
            _ = try await users.write { try $0.mark(id, isLeaving: false) }
            return false
        }
        try await users.write { transaction in
            try transaction.deletePatient(id)
            try transaction.record(.patientForgotten, id, by: caller)
        }
        return true
    }
}
