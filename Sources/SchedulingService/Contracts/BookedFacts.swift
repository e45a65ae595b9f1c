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

    func appointments(of patients: Set<Patient.ID>) async throws -> Set<Appointment.ID> {
        try await scheduling.read { transaction, _ in try transaction.appointmentIDs(of: patients) }
    }

    func pastVisits(_ ids: Set<PastVisit.ID>) async throws -> [PastVisit] {
        try await scheduling.read { transaction, _ in try transaction.pastVisits(ids) }
    }

    /// Not by the working days that the context remembers: those of years would take the place of those that are booked.
    func openDays(_ wish: OpenDaysWish) async throws -> [OpenDay] {
        let context = try await scheduling.clinic()
        let practitioners = context.clinic.practitioners.values.filter { practitioner in
            wish.practitioners.map { $0.contains(practitioner.id) } ?? true
        }
        return practitioners.flatMap { practitioner in
            let zone = context.zone(of: practitioner.location)
            let time = WorkingTime(of: practitioner, in: context.clinic, zone: zone)
            // Hours that began the day before may end within the first.
            return time.on(wish.dates(from: -1)).minutesByHour(in: zone).compactMap { day, minutes in
                wish.days.contains(day) && !minutes.isEmpty
                    ? OpenDay(
                        practitioner: practitioner.id, location: practitioner.location, day: day,
                        minutes: minutes)
                    : nil
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
