import Availability
package import Domain
package import Storage

package extension ReadTransaction {
    /// Booked or pending appointments that fall into an absence and have not begun.
    func displaced(by absence: Absence) throws -> [Displaced] {
        try displaced(of: absence.practitioner, by: [absence.range])
    }

    /// Booked or pending appointments of a practitioner that overlap ranges and have not begun.
    func displaced(of practitioner: Practitioner.ID, by ranges: [TimeRange]) throws -> [Displaced] {
        guard let start = ranges.map(\.start).min(), let end = ranges.map(\.end).max() else { return [] }
        return try appointments(of: practitioner, in: TimeRange(start: start, end: end))
            .filter { $0.status == .booked || $0.status == .pending }
            .filter { one in one.range.start > now && ranges.contains { $0.overlaps(one.range) } }
            .map { Displaced(appointment: $0, patient: try patient($0.patient)) }
    }

    /// Appointments to come that `old` kept room for and `new` does not: hours, closed days, skills and rooms.
    func displaced(from old: ClinicContext, by new: ClinicContext) throws -> [Displaced] {
        try appointmentsToCome()
            .filter { old.keepsRoom(for: $0) && !new.keepsRoom(for: $0) }
            .map { Displaced(appointment: $0, patient: try patient($0.patient)) }
    }
}
