package import Domain
import Logging
import Platform
package import Storage

/// Decides whether something is the caller's own; what is not looks as if it were not there.
package struct Access {
    package let scheduling: Scheduling

    package init(scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Throws `BookingError.unknown` unless `caller` may do `permission` for `patient`.
    ///
    /// A practitioner's patients are those who have an appointment with them, or had one within a year; what was cancelled
    /// makes nobody theirs.
    package func require(_ permission: Permission, patient: Patient.ID, for caller: Caller) async throws {
        try await scheduling.read { transaction, _ in
            try transaction.requirePatient(patient)
            guard try transaction.may(caller, permission, with: patient) else {
                throw BookingError.unknown(kind: "patient", id: patient.rawValue)
            }
        }
    }

    /// Throws `BookingError.unknown` unless `caller` may do `permission` with this practitioner's schedule.
    package func require(_ permission: Permission, schedule practitioner: Practitioner.ID, for caller: Caller)
        throws
    {
        guard permission.reach(of: caller.role) == .all || caller.practitioner == practitioner else {
            throw BookingError.unknown(kind: "practitioner", id: practitioner.rawValue)
        }
    }

    /// The appointment, if `caller` may do `permission` with it.
    ///
    /// - Throws: `BookingError.unknown` if there is none, or it is not theirs.
    package func appointment(_ id: Appointment.ID, _ permission: Permission, for caller: Caller) async throws
        -> Appointment
    {
        let appointment = try await scheduling.read { transaction, _ in try transaction.appointment(id) }
        guard owns(appointment, permission, caller) else {
            throw BookingError.unknown(kind: "appointment", id: id.rawValue)
        }
        return appointment
    }

    /// Whether an appointment is within the caller's reach.
    package func owns(_ appointment: Appointment, _ permission: Permission, _ caller: Caller) -> Bool {
        switch permission.reach(of: caller.role) {
        case .nothing: false
        case .all: true
        case .own:
            caller.role == .patient
                ? caller.patients.contains(appointment.patient)
                : caller.practitioner == appointment.practitioner
        }
    }

    /// Notes that staff read of several patients at once: whom, or between when.
    package func noteReading(_ action: String, _ subject: String, _ detail: String, by caller: Caller)
        async throws
    {
        guard caller.role != .patient else { return }
        try await scheduling.database.write { try $0.audit(action, subject, by: caller, detail: detail) }
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
        guard caller.role != .patient else { return }
        try await scheduling.database.write {
            try $0.audit("patientRead", patient.rawValue, by: caller, detail: what)
        }
    }
}

package extension ReadTransaction {
    fileprivate func may(_ caller: Caller, _ permission: Permission, with patient: Patient.ID) throws -> Bool
    {
        switch permission.reach(of: caller.role) {
        case .nothing: return false
        case .all: return true
        case .own:
            guard let practitioner = caller.practitioner, caller.role == .practitioner else {
                return caller.patients.contains(patient)
            }
            return try sees(practitioner, patient)
        }
    }
}
