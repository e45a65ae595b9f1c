package import Domain
import Storage

/// Asks what is the caller's own where nothing else is read.
package struct Access {
    private let scheduling: Scheduling

    /// Reads the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Throws `BookingError.unknown` unless `caller` may do `permission` for `patient`.
    package func require(_ permission: Permission, patient: Patient.ID, for caller: Caller) async throws {
        try await scheduling.look { try $0.require(permission, patient: patient, for: caller) }
    }

    /// The appointment, if `caller` may do `permission` with it.
    ///
    /// - Throws: `BookingError.unknown` if there is none, or it is not theirs.
    package func appointment(_ id: Appointment.ID, _ permission: Permission, for caller: Caller) async throws
        -> Appointment
    {
        try await scheduling.look { try $0.appointment(id, permission, for: caller) }
    }
}
