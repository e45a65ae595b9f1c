import Book
import Booking
import Domain
import ServiceContracts
import Storage

/// Appointments of the book, with what people call things.
struct BookedVisits: Visits {
    let scheduling: Scheduling

    func visits(_ ids: Set<Appointment.ID>) async throws -> [Visit] {
        let token = try await UseLink(scheduling).own()
        return try await scheduling.read { transaction, context in
            let appointments = try transaction.appointments(ids)
            let ended = try transaction.linksEnded(of: Set(appointments.map(\.patient)))
            return appointments.map { appointment in
                let location = context.clinic.practitioners[appointment.practitioner]?.location
                return Visit(
                    id: appointment.id, version: appointment.version, status: appointment.status,
                    type: appointment.type, patient: appointment.patient,
                    practitioner: appointment.practitioner,
                    practitionerName: context.name(appointment.practitioner),
                    location: location.flatMap { context.clinic.locations[$0]?.name } ?? "",
                    zone: location.flatMap { context.clinic.locations[$0]?.zone } ?? "UTC",
                    range: appointment.range,
                    token: token(appointment.id, ended[appointment.patient] ?? 0))
            }
        }
    }
}
