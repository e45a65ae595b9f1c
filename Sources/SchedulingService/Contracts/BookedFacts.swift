import Book
import Domain
import ServiceContracts
import Storage

/// Appointments of the book as figures need them.
struct BookedFacts: VisitFacts {
    let scheduling: Scheduling

    func facts(_ ids: Set<Appointment.ID>) async throws -> [VisitFact] {
        try await scheduling.read { transaction, context in
            let histories = try transaction.histories(of: ids)
            return try transaction.appointments(ids).compactMap { appointment in
                guard let history = histories[appointment.id],
                    let location = context.clinic.practitioners[appointment.practitioner]?.location
                else { return nil }
                return VisitFact(
                    id: appointment.id, version: appointment.version, status: appointment.status,
                    type: appointment.type, practitioner: appointment.practitioner, location: location,
                    zone: context.clinic.locations[location]?.zone ?? "UTC", patient: appointment.patient,
                    range: appointment.range, bookedAt: appointment.bookedAt, bookedBy: history.bookedBy,
                    priority: appointment.priority, isOverbooked: appointment.overbookReason != nil,
                    isConfirmed: history.isConfirmed, wasMovedByPlan: history.wasMovedByPlan,
                    priceCents: context.clinic.types[appointment.type]?.priceCents ?? 0,
                    step: history.steppedBy.flatMap { side in
                        history.steppedAt.map { VisitFact.Step(by: side, reason: history.reason, at: $0) }
                    })
            }
        }
    }

    func names() async throws -> ClinicNames {
        let clinic = try await scheduling.clinic().clinic
        return ClinicNames(
            practitioners: clinic.practitioners.mapValues(\.name),
            locations: clinic.locations.mapValues(\.name), types: clinic.types.mapValues(\.name))
    }
}
