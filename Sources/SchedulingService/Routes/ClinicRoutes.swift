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
/// Every part has a version of its own as its ETag, and a change names the one it read: two administrators change two things at
/// once.
struct ClinicRoutes {
    let scheduling: Scheduling

    var operations: [APIOperation] { places + types + people + days + choices }

    private var places: [APIOperation] {
        [
            show("showLocation", "/v1/admin/locations/{id}", "A site", LocationChange.self, location) {
                $0.clinic.locations[.init($1)].map(LocationChange.init)
            },
            set(
                "setLocation", "/v1/admin/locations/{id}", "Adds or changes a site", LocationChange.self,
                location
            ) { id, body, clinic, transaction in
                try requireZone(body.zone.value, of: .init(id), clinic, transaction)
                clinic.locations[.init(id)] = Location(
                    id: .init(id), name: body.name.value, zone: body.zone.value)
            },
            remove("removeLocation", "/v1/admin/locations/{id}", "Removes a site nobody works at", location) {
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
            show("showPool", "/v1/admin/pools/{id}", "Rooms or equipment of a kind", PoolBody.self, pool) {
                $0.clinic.pools[.init($1)].map(PoolBody.init)
            },
            set(
                "setPool", "/v1/admin/pools/{id}", "Adds or changes rooms or equipment", PoolBody.self, pool
            ) { id, body, clinic, transaction in
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
            show(
                "showAppointmentType", "/v1/admin/appointment-types/{id}", "A type with all its rules",
                AppointmentTypeChange.self, type
            ) { $0.clinic.types[.init($1)].map(AppointmentTypeChange.init) },
            set(
                "setAppointmentType", "/v1/admin/appointment-types/{id}",
                "Adds or changes a type; appointments keep their length", AppointmentTypeChange.self, type
            ) { id, body, clinic, _ in
                clinic.types[.init(id)] = body.type(.init(id))
            },
            remove(
                "removeAppointmentType", "/v1/admin/appointment-types/{id}",
                "Removes a type nobody is booked for", type
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
            show(
                "showPractitionerSetup", "/v1/admin/practitioners/{id}",
                "A practitioner as administrators set them", PractitionerChange.self,
                practitioner
            ) { $0.clinic.practitioners[.init($1)].map(PractitionerChange.init) },
            set(
                "setPractitioner", "/v1/admin/practitioners/{id}", "Adds or changes a practitioner",
                PractitionerChange.self, practitioner
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
                "Removes a practitioner nobody is booked with", practitioner
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
                clinic.busyTimes.removeAll { $0.practitioner.rawValue == id }
                clinic.carveOuts.removeAll { $0.practitioner.rawValue == id }
            },
        ]
    }

    private var days: [APIOperation] {
        [
            read("showHolidays", "/v1/admin/holidays", "Closed days", HolidaysBody.self, .holidays) {
                context in
                HolidaysBody(
                    items: context.clinic.holidays.map {
                        HolidayBody(date: $0.date, location: $0.location, name: Line(stored: $0.name))
                    })
            },
            replace(
                "setHolidays", "/v1/admin/holidays", "Replaces all closed days", HolidaysBody.self, .holidays
            ) { body, clinic in
                for location in body.items.compactMap(\.location) where clinic.locations[location] == nil {
                    throw unknown("location", location.rawValue)
                }
                clinic.holidays = body.items.map {
                    Holiday(date: $0.date, location: $0.location, name: $0.name.value)
                }
            },
            read(
                "showCarveOuts", "/v1/admin/carve-outs", "Time that is kept for some", CarveOutsBody.self,
                .carveOuts
            ) { context in
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
                CarveOutsBody.self, .carveOuts
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
        return try .ok(
            Page(items: context.clinic.pools.values.sorted { $0.id < $1.id }.map(PoolBody.init)))
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

func unknown(_ kind: String, _ id: String) -> BookingError { .unknown(kind: kind, id: id) }

extension ClinicSettings {
    fileprivate var body: SettingsBody {
        SettingsBody(
            changeCutoffMinutes: Bounded(stored: changeCutoffMinutes),
            linkDays: Bounded(stored: linkDays),
            appointmentsPerPatient: Bounded(stored: appointmentsPerPatient),
            waitlistPerPatient: Bounded(stored: waitlistPerPatient))
    }
}
