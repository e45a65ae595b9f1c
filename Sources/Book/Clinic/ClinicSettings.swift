package import Domain
package import Storage

/// What a clinic chooses beside its types and hours.
package struct ClinicSettings: Sendable, Hashable {
    /// Patients move and cancel by themselves until so many minutes before the start.
    package let changeCutoffMinutes: Int
    /// How long a link to an appointment lasts, at most until its end.
    package let linkDays: Int
    /// Appointments to come and held places that a patient may keep by booking alone.
    package let appointmentsPerPatient: Int
    /// Entries that a patient may have on the waitlist.
    package let waitlistPerPatient: Int
    /// Grows with every change.
    package let version: Int

    /// Choices; the usual ones unless told otherwise.
    package init(
        changeCutoffMinutes: Int = 60, linkDays: Int = 30, appointmentsPerPatient: Int = 6,
        waitlistPerPatient: Int = 3, version: Int = 1
    ) {
        self.changeCutoffMinutes = changeCutoffMinutes
        self.linkDays = linkDays
        self.appointmentsPerPatient = appointmentsPerPatient
        self.waitlistPerPatient = waitlistPerPatient
        self.version = version
    }
}

package extension ReadTransaction {
    /// Patients move and cancel until the clinic's cutoff; staff always.
    func requireBeforeCutoff(_ appointment: Appointment, _ caller: Caller) throws {
        guard caller.role == .patient else { return }
        let minutes = try settings().changeCutoffMinutes
        guard now <= appointment.range.start - Minutes(minutes) else {
            throw BookingError.ruleBroken(
                .changeCutoff,
                explanation: "patients change appointments until \(minutes) min before; call the clinic")
        }
    }
}
