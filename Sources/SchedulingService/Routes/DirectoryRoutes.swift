import Booking
import Book
import Availability
import Domain
import HTTPTypes
import Platform
import ServiceContracts

/// What anybody may know: where the clinic is, what it offers, who gives it and when they are free next.
struct DirectoryRoutes {
    let scheduling: Scheduling
    let gate: DearWork

    var operations: [APIOperation] {
        [
            APIOperation(
                "listLocations", .get, "/v1/locations", "Sites by id", .anyone,
                gives: .ok(Page<LocationBody>.self),
                locations),
            APIOperation(
                "listAppointmentTypes", .get, "/v1/appointment-types", "Bookable types by id", .anyone,
                gives: .ok(Page<AppointmentTypeBody>.self), types),
            APIOperation(
                "searchPractitioners", .get, "/v1/practitioners",
                "Practitioners by name; with a type also their next free day", .anyone,
                query: [
                    .init("query", Text<Bounds.Search>.self, "Part of a name."),
                    .init("skill", Label.self, "A skill they must have."),
                    .init("location", Location.ID.self, "Where they must work."),
                    .init(
                        "appointmentType", AppointmentType.ID.self, "A type they must give; adds `nextFree`."),
                ], gives: .ok(Page<PractitionerBody>.self), refuses: [.notFound], practitioners),
            APIOperation(
                "showPractitioner", .get, "/v1/practitioners/{id}", "One practitioner", .anyone,
                gives: .ok(PractitionerBody.self), practitioner),
        ]
    }

    private func locations(_ call: Call) async throws -> Reply {
        let clinic = try await scheduling.clinic().clinic
        return try .ok(
            Page(
                items: clinic.locations.values.sorted { $0.id < $1.id }.map {
                    LocationBody(id: $0.id, name: $0.name, zone: $0.zone)
                }))
    }

    private func types(_ call: Call) async throws -> Reply {
        let clinic = try await scheduling.clinic().clinic
        return try .ok(
            Page(items: clinic.types.values.sorted { $0.id < $1.id }.map(AppointmentTypeBody.init)))
    }

    private func practitioners(_ call: Call) async throws -> Reply {
        let context = try await scheduling.clinic()
        let text = try call.query("query", Text<Bounds.Search>.self)?.value.lowercased()
        let skill = try call.query("skill", Label.self)?.value
        let location = try call.query("location", Location.ID.self)
        let type = try call.query("appointmentType", AppointmentType.ID.self).map { try context.type($0) }
        let able =
            type.map { context.clinic.practitioners(for: $0) } ?? Array(context.clinic.practitioners.values)
        let found = able.filter { practitioner in
            (text.map { practitioner.name.lowercased().contains($0) } ?? true)
                && (skill.map(practitioner.skills.contains) ?? true)
                && (location.map { practitioner.location == $0 } ?? true)
        }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        guard let type else { return try .ok(Page(items: found.map { PractitionerBody($0) })) }
        try call.charge(10)
        let days = try await gate.run(for: call.claims?.caller) {
            try await FindNextFree(scheduling)(type, with: found)
        }
        return try .ok(
            Page(items: found.map { PractitionerBody($0, nextFree: days[$0.id]) }))
    }

    private func practitioner(_ call: Call) async throws -> Reply {
        let context = try await scheduling.clinic()
        return try .ok(PractitionerBody(context.practitioner(call.path("id"))))
    }
}
