import Availability
package import Domain
package import Storage

package extension ReadTransaction {
    /// Throws why `slot` may not be had for `patient`: limits of its type first, then what is in the way.
    ///
    /// The one predicate for bookings, holds, series, moves, offers and plans.
    func requireBookable(_ slot: Slot, for patient: Patient.ID, _ context: ClinicContext) throws {
        try requirePatientCap(context.type(slot.type), for: patient)
        try requirePractitionerCap(slot, context)
        try requireFree(slot, for: patient)
    }

    /// Whether a rule of the clinic allows what `body` asks for; other errors are thrown.
    func allows(_ body: () throws -> Void) throws -> Bool {
        do {
            try body()
            return true
        } catch BookingError.ruleBroken {
            return false
        }
    }

    /// Throws if a practitioner takes no more of the slot's type on its local day.
    func requirePractitionerCap(_ slot: Slot, _ context: ClinicContext) throws {
        let type = try context.type(slot.type)
        guard let cap = type.limits.perPractitionerDay else { return }
        let zone = context.zone(of: slot.location)
        let date = zone.date(at: slot.range.start)
        guard let day = zone.day(date) else { return }
        guard !(try CapUse(self, context, in: day)).isUsedUp(type, slot.practitioner, on: date) else {
            throw BookingError.ruleBroken(
                .capPerPractitionerDay,
                explanation: "\(slot.practitioner) takes at most \(cap) × \(slot.type) a day"
            )
        }
    }

    /// Throws if a patient may have no more of `type` in the future; one that is to be moved is not counted.
    func requirePatientCap(
        _ type: AppointmentType, for patient: Patient.ID, moving appointment: Appointment.ID? = nil
    ) throws {
        guard let cap = try patientCap(type, for: patient, moving: appointment) else { return }
        throw BookingError.ruleBroken(
            .capPerPatient,
            explanation:
                "a patient has at most \(cap.most) future × \(type.id), and this one has \(cap.kept)")
    }

    /// How many of `type` a patient may have in the future, and has, if they may have no more.
    func patientCap(
        _ type: AppointmentType, for patient: Patient.ID, moving appointment: Appointment.ID? = nil
    ) throws -> (most: Int, kept: Int)? {
        guard let most = type.limits.perPatient else { return nil }
        let kept = try open(of: patient, but: appointment).count { $0 == type.id }
        return kept < most ? nil : (most, kept)
    }

    /// Throws if a patient who books for themselves keeps as much of the clinic's time as one may: appointments to come and
    /// holds, of every type and by every verb; and one place at most until their address is confirmed.
    func requireAllowance(of patient: Patient.ID, for caller: Caller) throws {
        guard caller.role == .patient else { return }
        let kept = try open(of: patient).count
        let most = try settings().appointmentsPerPatient
        guard kept < most else {
            throw BookingError.ruleBroken(
                .appointmentsPerPatient,
                explanation: "a patient keeps at most \(most) appointments and held places; "
                    + "cancel one or call the clinic")
        }
    }

    /// Throws unless whoever books has shown that mail reaches them; staff always have.
    func requireConfirmed(_ caller: Caller) throws {
        guard caller.isConfirmed else {
            throw BookingError.ruleBroken(
                .addressNotConfirmed,
                explanation: "an account may hold one place until its address is confirmed; "
                    + "confirm it with the code that was mailed, then book")
        }
    }

    /// Types of what a patient has before them: appointments that occupy time, and live holds, offers left out.
    func open(of patient: Patient.ID, but moving: Appointment.ID? = nil) throws -> [AppointmentType.ID] {
        let query: SQL = """
            SELECT type_id FROM appointment WHERE patient_id = \(patient) AND starts_at > \(now)
                AND id <> \(moving?.rawValue ?? "")
                AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')
            UNION ALL SELECT type_id FROM hold WHERE patient_id = \(patient) AND expires_at > \(now)
                AND NOT EXISTS (SELECT 1 FROM offer WHERE hold_id = hold.id)
            """
        return try rows(query).map { try $0.id(0) }
    }
}
