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
            let before = try transaction.seatsBeforeReplacement(of: appointments)
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
                    before: before[appointment.id].map {
                        let place = context.clinic.practitioners[$0.practitioner]?.location
                        return Visit.Before(
                            practitionerName: context.name($0.practitioner), start: $0.start,
                            zone: place.flatMap { context.clinic.locations[$0]?.zone } ?? "UTC")
                    },
                    token: token(appointment.id, ended[appointment.patient] ?? 0))
            }
        }
    }

    func moved(by plan: Identifier<ProposalBody>) async throws -> [MovedVisit] {
        try await scheduling.look { transaction in
            try transaction.replacements(by: Proposal.ID(plan.rawValue)).map {
                MovedVisit(id: $0.appointment, version: $0.version)
            }
        }
    }
}
