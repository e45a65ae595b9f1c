import Availability
import Book
import Booking
import Domain
import ServiceContracts
import Storage

/// Appointments of the book, with what people call things.
struct BookedVisits: Visits {
    let scheduling: Scheduling

    func visits(_ ids: Set<Appointment.ID>) async throws -> [Visit] {
        let links = try await UseLink(scheduling).own()
        return try await scheduling.read { transaction, context in
            let appointments = try transaction.appointments(ids)
            let before = try transaction.seatsBeforeReplacement(of: appointments)
            let ended = try transaction.linksEnded(of: Set(appointments.map(\.patient)))
            return appointments.map { appointment in
                let place = context.place(of: appointment.practitioner)
                return Visit(
                    id: appointment.id, version: appointment.version, status: appointment.status,
                    type: appointment.type, patient: appointment.patient,
                    practitioner: appointment.practitioner,
                    practitionerName: context.name(appointment.practitioner),
                    location: place.name, zone: place.zone, range: appointment.range,
                    before: before[appointment.id].map(context.called),
                    token: links.token(to: appointment.id, ended: ended[appointment.patient] ?? 0))
            }
        }
    }

    func offers(_ ids: Set<Offer.ID>) async throws -> [OfferedVisit] {
        let links = try await UseLink(scheduling).own()
        return try await scheduling.read { transaction, context in
            let open = try transaction.offers(context, ids)
            let ended = try transaction.linksEnded(of: Set(open.map(\.hold.patient)))
            return open.map { offer in
                let (slot, patient) = (offer.hold.slot, offer.hold.patient)
                let place = context.place(of: slot.practitioner)
                return OfferedVisit(
                    id: offer.id, patient: patient, practitioner: slot.practitioner,
                    practitionerName: context.name(slot.practitioner), location: place.name,
                    zone: place.zone, range: slot.range, expiresAt: offer.hold.expiresAt,
                    instead: offer.instead.map(context.called),
                    token: links.token(of: offer.id, ended: ended[patient] ?? 0))
            }
        }
    }

    func nextDays(of practitioners: Set<Practitioner.ID>) async throws -> [PractitionerDay] {
        try await scheduling.read { transaction, context in
            try practitioners.sorted().compactMap { practitioner in
                guard let location = context.clinic.practitioners[practitioner]?.location else { return nil }
                let zone = context.zone(of: location)
                let date = zone.date(at: transaction.now) + 1
                guard let day = zone.day(date) else { return nil }
                let sheet = try transaction.sheet(of: practitioner, in: day).map(\.range)
                let place = context.place(of: practitioner)
                return PractitionerDay(
                    practitioner: practitioner, location: place.name, zone: place.zone, date: date,
                    visits: sheet.count, first: sheet.map(\.start).min(), last: sheet.map(\.end).max())
            }
        }
    }

    func moved(by plan: Identifier<ProposalBody>) async throws -> [VisitVersion] {
        try await scheduling.look { transaction in
            try transaction.replacements(by: Proposal.ID(plan.rawValue)).map {
                VisitVersion(id: $0.appointment, version: $0.version)
            }
        }
    }
}

extension ClinicContext {
    /// Where somebody works, as people call it, and its IANA zone.
    fileprivate func place(of practitioner: Practitioner.ID) -> (name: String, zone: String) {
        let location = clinic.practitioners[practitioner].flatMap { clinic.locations[$0.location] }
        return (location?.name ?? "", location?.zone ?? "UTC")
    }

    /// A place in the book, as people call it.
    fileprivate func called(_ seat: Seat) -> Visit.Before {
        Visit.Before(
            practitionerName: name(seat.practitioner), start: seat.start,
            zone: place(of: seat.practitioner).zone)
    }
}
