import Availability
import Book
import Domain
import Platform
import ServiceContracts
import Storage

/// Appointments of the book as figures need them.
struct BookedFacts: VisitFacts {
    let scheduling: Scheduling

    func facts(_ ids: Set<Appointment.ID>) async throws -> [VisitFact] {
        try await scheduling.read { transaction, context in
            let usual = context.clinic.locations.values.map(\.zone).min() ?? "UTC"
            let histories = try transaction.histories(of: ids)
            return try transaction.appointments(ids).compactMap { appointment in
                guard let history = histories[appointment.id] else { return nil }
                // Who left, and what is not offered any more, is counted as ever.
                let location = context.clinic.practitioners[appointment.practitioner]?.location ?? ""
                return VisitFact(
                    id: appointment.id, version: appointment.version, status: appointment.status,
                    type: appointment.type, practitioner: appointment.practitioner, location: location,
                    zone: context.clinic.locations[location]?.zone ?? usual, patient: appointment.patient,
                    range: appointment.range, bookedAt: appointment.bookedAt, bookedBy: history.bookedBy,
                    priority: appointment.priority, wasMovedByPlan: history.wasMovedByPlan,
                    priceCents: context.clinic.types[appointment.type]?.priceCents ?? 0,
                    step: history.steppedBy.flatMap { side in
                        history.steppedAt.map { VisitFact.Step(by: side, reason: history.reason, at: $0) }
                    })
            }
        }
    }

    func pastVisits(_ ids: Set<PastVisit.ID>) async throws -> [PastVisit] {
        try await scheduling.read { transaction, _ in try transaction.pastVisits(ids) }
    }

    func openDays(_ days: ClosedRange<LocalDate>) async throws -> [OpenDay] {
        let context = try await scheduling.clinic()
        let dates = (0...(days.upperBound - days.lowerBound)).map { days.lowerBound + $0 }
        return context.clinic.practitioners.values.flatMap { practitioner in
            let zone = context.zone(of: practitioner.location)
            return dates.compactMap { day in
                let minutes = context.workingTime(of: practitioner, on: day).minutesByHour(in: zone)
                return minutes.isEmpty
                    ? nil
                    : OpenDay(
                        practitioner: practitioner.id, location: practitioner.location, day: day,
                        minutes: minutes)
            }
        }
    }

    func basis() async throws -> String {
        let clinic = try await scheduling.clinic().clinic
        let zones = clinic.locations.map { "zone \($0) \($1.zone)" }
        let sites = clinic.practitioners.map { "site \($0) \($1.location)" }
        let prices = clinic.types.map { "price \($0) \($1.priceCents)" }
        return (zones + sites + prices).sorted().joined(separator: "\n").digest
    }

    func names() async throws -> ClinicNames {
        let clinic = try await scheduling.clinic().clinic
        return ClinicNames(
            practitioners: clinic.practitioners.mapValues(\.name),
            locations: clinic.locations.mapValues(\.name), types: clinic.types.mapValues(\.name))
    }
}
