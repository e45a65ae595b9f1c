import Directory
import Book
import Availability
import Domain
import HTTPTypes
import Platform
import ServiceContracts
import Storage

/// The clinic as administrators set it: sites, rooms, types, practitioners, closed days, kept time, settings, history.
///
/// Every answer has the clinic's version as its ETag; a change names the one it read.
struct ClinicRoutes {
    let scheduling: Scheduling

    var operations: [APIOperation] { places + types + people + days + choices }

    private var places: [APIOperation] {
        [
            set("setLocation", "/v1/admin/locations/{id}", "Adds or changes a site", LocationChange.self) {
                id, body, clinic, transaction in
                try requireZone(body.zone.value, of: .init(id), clinic, transaction)
                clinic.locations[.init(id)] = Location(
                    id: .init(id), name: body.name.value, zone: body.zone.value)
            },
            remove("removeLocation", "/v1/admin/locations/{id}", "Removes a site nobody works at") {
                id, clinic, _ in
                guard clinic.locations.removeValue(forKey: .init(id)) != nil else {
                    throw unknown("location", id)
                }
                guard !clinic.practitioners.values.contains(where: { $0.location.rawValue == id }),
                    !clinic.pools.values.contains(where: { $0.location.rawValue == id })
                else { throw Problem(.inUse, "practitioners or rooms are there") }
            },
            APIOperation(
                "listPools", .get, "/v1/admin/pools", "Rooms and equipment by id", .permission(.administer),
                gives: .ok(Page<PoolBody>.self), listPools),
            set("setPool", "/v1/admin/pools/{id}", "Adds or changes rooms or equipment", PoolBody.self) {
                id, body, clinic, transaction in
                let pool = ResourcePool(
                    id: .init(id), location: body.location, kind: body.kind, purpose: body.purpose.value,
                    members: body.members.map(\.value))
                let used = try transaction.mostUsed(of: pool.id)
                guard used <= pool.capacity else {
                    throw Problem(.inUse, "\(used) of it are booked at the same time")
                }
                clinic.pools[pool.id] = pool
            },
        ]
    }

    private var types: [APIOperation] {
        [
            APIOperation(
                "showAppointmentType", .get, "/v1/admin/appointment-types/{id}", "A type with all its rules",
                .permission(.administer), gives: .ok(AppointmentTypeChange.self), showType),
            set(
                "setAppointmentType", "/v1/admin/appointment-types/{id}",
                "Adds or changes a type; appointments keep their length", AppointmentTypeChange.self
            ) { id, body, clinic, _ in
                clinic.types[.init(id)] = body.type(.init(id))
            },
            remove(
                "removeAppointmentType", "/v1/admin/appointment-types/{id}",
                "Removes a type nobody is booked for"
            ) { id, clinic, transaction in
                guard clinic.types.removeValue(forKey: .init(id)) != nil else {
                    throw unknown("appointment type", id)
                }
                if try transaction.hasFuture(of: AppointmentType.ID(id)) {
                    throw Problem(.inUse, "appointments of it are to come")
                }
            },
        ]
    }

    private var people: [APIOperation] {
        [
            set(
                "setPractitioner", "/v1/admin/practitioners/{id}", "Adds or changes a practitioner",
                PractitionerChange.self
            ) { id, body, clinic, transaction in
                let old = clinic.practitioners[.init(id)]
                if let old, old.location != body.location,
                    try transaction.hasFuture(with: Practitioner.ID(id))
                {
                    throw Problem(.inUse, "appointments at the old location are to come")
                }
                clinic.practitioners[.init(id)] = Practitioner(
                    id: .init(id), name: body.name.value, location: body.location,
                    skills: Set(body.skills.map(\.value)),
                    lengths: old?.lengths ?? [:])
            },
            remove(
                "removePractitioner", "/v1/admin/practitioners/{id}",
                "Removes a practitioner nobody is booked with"
            ) { id, clinic, transaction in
                guard clinic.practitioners.removeValue(forKey: .init(id)) != nil else {
                    throw unknown("practitioner", id)
                }
                if try transaction.hasFuture(with: Practitioner.ID(id)) {
                    throw Problem(.inUse, "appointments with them are to come")
                }
                clinic.templates.removeAll { $0.practitioner.rawValue == id }
                clinic.exceptions.removeAll { $0.practitioner.rawValue == id }
                clinic.absences.removeAll { $0.practitioner.rawValue == id }
                clinic.carveOuts.removeAll { $0.practitioner.rawValue == id }
            },
        ]
    }

    private var days: [APIOperation] {
        [
            read("showHolidays", "/v1/admin/holidays", "Closed days", HolidaysBody.self) { context in
                HolidaysBody(
                    items: context.clinic.holidays.map {
                        HolidayBody(date: $0.date, location: $0.location, name: Line(stored: $0.name))
                    })
            },
            replace("setHolidays", "/v1/admin/holidays", "Replaces all closed days", HolidaysBody.self) {
                body, clinic in
                for location in body.items.compactMap(\.location) where clinic.locations[location] == nil {
                    throw unknown("location", location.rawValue)
                }
                clinic.holidays = body.items.map {
                    Holiday(date: $0.date, location: $0.location, name: $0.name.value)
                }
            },
            read("showCarveOuts", "/v1/admin/carve-outs", "Time that is kept for some", CarveOutsBody.self) {
                context in
                CarveOutsBody(
                    items: context.clinic.carveOuts.map {
                        CarveOutBody(
                            practitioner: $0.practitioner, weekday: $0.weekday, hours: $0.hours,
                            priorities: Priority.allCases.filter($0.priorities.contains),
                            appointmentTypes: $0.types.sorted(),
                            releaseMinutes: Bounded(stored: $0.release.count))
                    })
            },
            replace(
                "setCarveOuts", "/v1/admin/carve-outs", "Replaces all time that is kept for some",
                CarveOutsBody.self
            ) { body, clinic in
                for practitioner in body.items.map(\.practitioner)
                where clinic.practitioners[practitioner] == nil {
                    throw unknown("practitioner", practitioner.rawValue)
                }
                clinic.carveOuts = body.items.map {
                    CarveOut(
                        practitioner: $0.practitioner, weekday: $0.weekday, hours: $0.hours,
                        priorities: Set($0.priorities), types: Set($0.appointmentTypes),
                        release: Minutes($0.releaseMinutes.value))
                }
            },
        ]
    }

    private var choices: [APIOperation] {
        [
            APIOperation(
                "showSettings", .get, "/v1/admin/settings", "What the clinic chooses",
                .permission(.administer),
                gives: .ok(SettingsBody.self), showSettings),
            APIOperation(
                "setSettings", .put, "/v1/admin/settings", "Replaces what the clinic chooses",
                .permission(.administer),
                takes: SettingsBody.self, gives: .ok(SettingsBody.self), demands: .ifMatch, setSettings),
        ]
    }

    private func listPools(_ call: Call) async throws -> Reply {
        let context = try await scheduling.clinic()
        let pools = context.clinic.pools.values.sorted { $0.id < $1.id }.map {
            PoolBody(
                id: $0.id, location: $0.location, kind: $0.kind, purpose: Label(stored: $0.purpose),
                members: $0.members.map { Line(stored: $0) })
        }
        return try Reply.ok(Page(items: pools)).tagged("\(context.version)")
    }

    private func showType(_ call: Call) async throws -> Reply {
        let context = try await scheduling.clinic()
        let type = try context.type(call.path("id"))
        return try Reply.ok(AppointmentTypeChange(type)).tagged("\(context.version)")
    }

    private func showSettings(_ call: Call) async throws -> Reply {
        let settings = try await scheduling.read { transaction, _ in try transaction.settings() }
        return try Reply.ok(settings.body).tagged("\(settings.version)")
    }

    private func setSettings(_ call: Call) async throws -> Reply {
        let (body, caller): (SettingsBody, Caller) = (try call.read(), try call.caller)
        let settings = try await scheduling.write { transaction, _ in
            let old = try transaction.settings()
            try call.requireMatch("\(old.version)")
            let new = ClinicSettings(
                changeCutoffMinutes: body.changeCutoffMinutes.value, linkDays: body.linkDays.value,
                appointmentsPerPatient: body.appointmentsPerPatient?.value ?? old.appointmentsPerPatient,
                waitlistPerPatient: body.waitlistPerPatient?.value ?? old.waitlistPerPatient,
                version: old.version + 1)
            try transaction.store(new)
            try transaction.record(.clinicChanged, "settings", by: caller)
            return new
        }
        return try Reply.ok(settings.body).tagged("\(settings.version)")
    }

    /// An operation that adds or replaces one thing by its id.
    private func set<Value: Body>(
        _ id: String, _ path: String, _ summary: String, _ type: Value.Type,
        _ change: @escaping @Sendable (String, Value, inout Clinic, any ReadTransaction) throws -> Void
    ) -> APIOperation {
        APIOperation(
            id, .put, path, summary, .permission(.administer), takes: type,
            gives: .ok(ClinicChanged<Value>.self),
            refuses: [.inUse, .notFound, .ruleBroken], demands: .ifMatch
        ) { call in
            let (subject, body): (String, Value) = (try call.path("id", ClinicID.self).value, try call.read())
            let (version, displaced) = try await ChangeClinic(scheduling: scheduling)(
                "\(id) \(subject)", by: call.caller, check: { try call.requireMatch("\($0)") }
            ) { clinic, transaction in try change(subject, body, &clinic, transaction) }
            return try changed(body, version, displaced)
        }
    }

    /// An operation that removes one thing by its id.
    private func remove(
        _ id: String, _ path: String, _ summary: String,
        _ change: @escaping @Sendable (String, inout Clinic, any ReadTransaction) throws -> Void
    ) -> APIOperation {
        APIOperation(
            id, .delete, path, summary, .permission(.administer), gives: .nothing, refuses: [.inUse],
            demands: .ifMatch
        ) { call in
            let subject = try call.path("id", ClinicID.self).value
            _ = try await ChangeClinic(scheduling: scheduling)(
                "\(id) \(subject)", by: call.caller, check: { try call.requireMatch("\($0)") }
            ) { clinic, transaction in try change(subject, &clinic, transaction) }
            return .nothing
        }
    }

    /// An operation that shows a part of the clinic.
    private func read<Value: Body>(
        _ id: String, _ path: String, _ summary: String, _ type: Value.Type,
        _ body: @escaping @Sendable (ClinicContext) -> Value
    ) -> APIOperation {
        APIOperation(id, .get, path, summary, .permission(.administer), gives: .ok(type)) { call in
            let context = try await scheduling.clinic()
            return try Reply.ok(body(context)).tagged("\(context.version)")
        }
    }

    /// An operation that replaces a part of the clinic.
    private func replace<Value: Body>(
        _ id: String, _ path: String, _ summary: String, _ type: Value.Type,
        _ change: @escaping @Sendable (Value, inout Clinic) throws -> Void
    ) -> APIOperation {
        APIOperation(
            id, .put, path, summary, .permission(.administer), takes: type,
            gives: .ok(ClinicChanged<Value>.self),
            refuses: [.notFound],
            demands: .ifMatch
        ) { call in
            let body: Value = try call.read()
            let (version, displaced) = try await ChangeClinic(scheduling: scheduling)(
                id, by: call.caller, check: { try call.requireMatch("\($0)") }
            ) { clinic, _ in try change(body, &clinic) }
            return try changed(body, version, displaced)
        }
    }

    private func changed(
        _ body: some Body, _ version: Int, _ displaced: [Displaced]
    ) throws -> Reply {
        try Reply.ok(ClinicChanged(body, displaced: displaced.map(AbsenceBody.Displaced.init)))
            .tagged("\(version)")
    }
}

/// Throws if a place with appointments to come would move to another zone: each would be at another hour for people.
private func requireZone(
    _ zone: String, of location: Location.ID, _ clinic: Clinic, _ transaction: any ReadTransaction
) throws {
    guard let old = clinic.locations[location], old.zone != zone else { return }
    guard try !transaction.hasFuture(at: location, of: clinic) else {
        throw Problem(
            .inUse, "appointments are booked there in \(old.zone); add another location, or move them")
    }
}

private func unknown(_ kind: String, _ id: String) -> BookingError { .unknown(kind: kind, id: id) }

extension ClinicSettings {
    fileprivate var body: SettingsBody {
        SettingsBody(
            changeCutoffMinutes: Bounded(stored: changeCutoffMinutes),
            linkDays: Bounded(stored: linkDays),
            appointmentsPerPatient: Bounded(stored: appointmentsPerPatient),
            waitlistPerPatient: Bounded(stored: waitlistPerPatient))
    }
}
