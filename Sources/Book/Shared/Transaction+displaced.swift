import Availability
package import Domain
package import Storage

package extension ReadTransaction {
    /// Booked or pending appointments that fall into an absence and have not begun.
    func displaced(by absence: Absence) throws -> [Displaced] {
        try appointments(of: absence.practitioner, in: absence.range)
            .filter { $0.status == .booked || $0.status == .pending }
            .filter { $0.range.start > now }
            .map { Displaced(appointment: $0, patient: try patient($0.patient)) }
    }

    /// Appointments to come that `old` kept room for and `new` does not: hours, closed days, skills and rooms.
    func displaced(from old: ClinicContext, by new: ClinicContext) throws -> [Displaced] {
        try appointmentsToCome()
            .filter { old.keepsRoom(for: $0) && !new.keepsRoom(for: $0) }
            .map { Displaced(appointment: $0, patient: try patient($0.patient)) }
    }
}
