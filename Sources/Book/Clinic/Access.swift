package import Domain
import Logging
import Platform
import Storage

/// Asks what is the caller's own where nothing else is read, and notes what staff saw.
package struct Access {
    private let scheduling: Scheduling

    /// Reads and notes in the book of `scheduling`.
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

    /// Notes that staff read of several patients at once: whom, or between when.
    package func noteReading(_ action: String, _ subject: String, _ detail: String, by caller: Caller)
        async throws
    {
        try await scheduling.database.noteReading(action, subject, detail, by: caller)
    }

    /// Notes a reading that does not wait for the disk: whoever stands at the desk has come, also when it is full.
    ///
    /// What the trail cannot take is said in the log, by ids.
    package func noteUrgentReading(_ action: String, _ subject: String, _ detail: String, by caller: Caller)
        async throws
    {
        do {
            try await noteReading(action, subject, detail, by: caller)
        } catch StorageError.engine(let code, _) {
            Logger(label: "slotwise.audit", factory: { JSONLogs(label: $0, level: .info) }).error(
                "a reading is not in the trail",
                metadata: [
                    "action": "\(action)", "subject": "\(subject)", "detail": "\(detail)",
                    "caller": "\(caller.name)", "code": "\(code)",
                ])
        }
    }

    /// Notes that staff saw a patient's data.
    package func noteReading(of patient: Patient.ID, _ what: String, by caller: Caller) async throws {
        try await scheduling.database.noteReading(of: patient, what, by: caller)
    }
}
