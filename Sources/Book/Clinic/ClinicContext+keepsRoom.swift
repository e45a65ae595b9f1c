import Availability
package import Domain

package extension ClinicContext {
    /// Whether somebody who offers it works during all of an appointment, at a place that has what it needs.
    func keepsRoom(for appointment: Appointment) -> Bool {
        guard let practitioner = clinic.practitioners[appointment.practitioner],
            let type = clinic.types[appointment.type], practitioner.skills.contains(type.skill),
            clinic.pools(for: type, at: practitioner.location) != nil
        else { return false }
        let date = zone(of: practitioner.location).date(at: appointment.range.start)
        return workingTime(of: practitioner, around: date).contains(appointment.busy)
    }
}
