package import Domain
package import Storage

/// What is not the caller's own looks as if it were not there.
///
/// *Rule.* Whoever changes something is judged in the transaction of the change. *Why.* What was somebody's own a moment
/// ago may be so no longer. *If broken.* A patient who was handed over is moved by the practitioner who had them.
package extension ReadTransaction {
    /// Throws `BookingError.unknown` unless `caller` may do `permission` for `patient`.
    ///
    /// A practitioner's patients are those who have an appointment with them, or had one within a year; what was cancelled
    /// makes nobody theirs.
    func require(_ permission: Permission, patient: Patient.ID, for caller: Caller) throws {
        try requirePatient(patient)
        guard try may(caller, permission, with: patient) else {
            throw BookingError.unknown(kind: "patient", id: patient.rawValue)
        }
    }

    /// The appointment, if `caller` may do `permission` with it.
    ///
    /// - Throws: `BookingError.unknown` if there is none, or it is not theirs.
    func appointment(_ id: Appointment.ID, _ permission: Permission, for caller: Caller) throws -> Appointment
    {
        let appointment = try appointment(id)
        guard caller.owns(appointment, permission) else {
            throw BookingError.unknown(kind: "appointment", id: id.rawValue)
        }
        return appointment
    }

    /// The live hold, if it is the caller's; another's looks like one that ended.
    func hold(_ id: Hold.ID, _ context: ClinicContext, for caller: Caller) throws -> Hold {
        let hold = try hold(id, context)
        switch Permission.book.reach(of: caller.role) {
        case .all: return hold
        case .own where caller.patients.contains(hold.patient): return hold
        case .own where caller.practitioner == hold.slot.practitioner: return hold
        default: throw BookingError.holdExpired(id)
        }
    }

    private func may(_ caller: Caller, _ permission: Permission, with patient: Patient.ID) throws -> Bool {
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

package extension Caller {
    /// Throws `BookingError.unknown` unless the caller may do `permission` with this practitioner's schedule.
    func require(_ permission: Permission, schedule practitioner: Practitioner.ID) throws {
        guard permission.reach(of: role) == .all || self.practitioner == practitioner else {
            throw BookingError.unknown(kind: "practitioner", id: practitioner.rawValue)
        }
    }

    /// Throws `BookingError.unknown` for a practitioner who would book with another.
    func requireOwnSchedule(_ practitioner: Practitioner.ID) throws {
        if role == .practitioner { try require(.book, schedule: practitioner) }
    }

    /// Whether the caller may see and change what a patient waits for.
    func waits(for patient: Patient.ID) -> Bool {
        Permission.wait.reach(of: role) == .all || patients.contains(patient)
    }

    /// Whether an appointment is within the caller's reach.
    func owns(_ appointment: Appointment, _ permission: Permission) -> Bool {
        switch permission.reach(of: role) {
        case .nothing: false
        case .all: true
        case .own:
            role == .patient
                ? patients.contains(appointment.patient) : practitioner == appointment.practitioner
        }
    }
}
