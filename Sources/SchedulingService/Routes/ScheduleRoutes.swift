import Rebalancing
import Directory
import Booking
import Book
import Availability
import Domain
import HTTPTypes
import Platform
import ServiceContracts
import Storage

/// When practitioners work, whom they see, and when they are away.
struct ScheduleRoutes {
    let scheduling: Scheduling

    var operations: [APIOperation] {
        [
            APIOperation(
                "showSchedule", .get, "/v1/practitioners/{id}/schedule", "Weekly hours and exceptions",
                .permission(.seeAgenda), gives: .ok(ScheduleBody.self), showSchedule),
            APIOperation(
                "setSchedule", .put, "/v1/practitioners/{id}/schedule",
                "Replaces weekly hours and exceptions; answers whose appointments no longer fit",
                .permission(.editSchedule),
                takes: ScheduleBody.self, gives: .ok(ClinicChanged<ScheduleBody>.self), demands: .ifMatch,
                setSchedule),
            APIOperation(
                "showAgenda", .get, "/v1/practitioners/{id}/agenda", "Who comes when, and into which room",
                .permission(.seeAgenda),
                query: [
                    .init("from", LocalDate.self, "First local day; absent for today."),
                    .init(
                        "to", LocalDate.self,
                        "Last local day, inclusive, at most 31 after the first; absent for `from`."),
                ], gives: .ok(Page<AgendaEntryBody>.self), agenda),
            APIOperation(
                "recordAbsence", .post, "/v1/absences",
                "A practitioner is away; answers whom that displaces, by name",
                .permission(.recordAbsence), takes: NewAbsence.self, gives: .created(AbsenceBody.self),
                refuses: [.notFound, .ruleBroken], record),
            APIOperation(
                "listAbsences", .get, "/v1/absences", "Absences by start, with whom they still displace",
                .permission(.recordAbsence), gives: .ok(Page<AbsenceBody>.self), list),
            APIOperation(
                "showAbsence", .get, "/v1/absences/{id}", "One absence", .permission(.recordAbsence),
                gives: .ok(AbsenceBody.self), show),
            APIOperation(
                "endAbsence", .delete, "/v1/absences/{id}",
                "Takes an absence back; appointments stay where they are",
                .permission(.recordAbsence), gives: .nothing, end),
        ]
    }

    private func showSchedule(_ call: Call) async throws -> Reply {
        let id = try own(call, .seeAgenda)
        let (clinic, version) = try await scheduling.read { transaction, context in
            _ = try context.practitioner(id)
            return (context.clinic, try transaction.version(of: .schedule(id)))
        }
        return try Reply.ok(ScheduleBody(of: id, in: clinic)).tagged("\(version)")
    }

    private func setSchedule(_ call: Call) async throws -> Reply {
        let (id, body): (Practitioner.ID, ScheduleBody) = (try own(call, .editSchedule), try call.read())
        let (version, displaced) = try await ChangeClinic(scheduling)(
            .schedule(id), "schedule of \(id)", by: call.caller, check: { try call.requireMatch("\($0)") }
        ) { clinic, _ in
            guard clinic.practitioners[id] != nil else {
                throw BookingError.unknown(kind: "practitioner", id: id.rawValue)
            }
            body.replace(of: id, in: &clinic)
        }
        return try Reply.ok(ClinicChanged(body, displaced: displaced.map(AbsenceBody.Displaced.init)))
            .tagged("\(version)")
    }

    private func agenda(_ call: Call) async throws -> Reply {
        let (id, caller): (Practitioner.ID, Caller) = (try own(call, .seeAgenda), try call.caller)
        let today = try await scheduling.read { transaction, context in
            context.today(at: transaction.now, try context.practitioner(id).location)
        }
        let from = try call.query("from", LocalDate.self) ?? today
        let to = try call.query("to", LocalDate.self) ?? from
        guard to >= from, to - from <= 31 else {
            throw Problem.invalid("to", "must be from `from` to 31 days after it")
        }
        let entries = try await ShowAgenda(scheduling)(id, on: from, days: to - from + 1)
        scheduling.readings.note("agendaRead", id.rawValue, "\(from) to \(to)", by: caller)
        // Planners weigh load, not people.
        let showsNames = caller.role != .planner
        let zone = scheduling.zoneName(of: id)
        return try .ok(
            Page(
                items: entries.map { entry in
                    AgendaEntryBody(
                        appointment: AppointmentBody(
                            entry.appointment, zone: zone, showsReason: showsNames),
                        patientName: showsNames ? entry.patient.name : "", resources: entry.resources)
                }))
    }

    private func record(_ call: Call) async throws -> Reply {
        let (new, caller): (NewAbsence, Caller) = (try call.read(), try call.caller)
        try caller.require(.recordAbsence, schedule: new.practitioner)
        guard new.from < new.to else { throw Problem.invalid("to", "must be after `from`") }
        let recorded = try await RecordAbsence(scheduling)(
            new.practitioner, TimeRange(start: new.from, end: new.to), because: new.reason?.value ?? "absent",
            by: caller)
        return try .created(AbsenceBody(recorded), at: "/v1/absences/\(recorded.absence.id)")
    }

    private func list(_ call: Call) async throws -> Reply {
        let caller = try call.caller
        let all = try await RecordAbsence(scheduling).list().filter {
            Permission.recordAbsence.reach(of: caller.role) == .all
                || $0.absence.practitioner == caller.practitioner
        }
        scheduling.readings.note(
            "absencesRead", "absences",
            all.flatMap(\.displaced).map(\.patient.id.rawValue).joined(separator: " "), by: caller)
        return try .ok(Page(items: all.map(AbsenceBody.init)))
    }

    private func show(_ call: Call) async throws -> Reply {
        let recorded = try await absence(call)
        scheduling.readings.note(
            "absencesRead", recorded.absence.id.rawValue,
            recorded.displaced.map(\.patient.id.rawValue).joined(separator: " "), by: try call.caller)
        return try .ok(AbsenceBody(recorded))
    }

    private func end(_ call: Call) async throws -> Reply {
        try await RecordAbsence(scheduling).end(absence(call).absence.id, by: call.caller)
        return .nothing
    }

    /// The absence of the path; another's looks like none.
    private func absence(_ call: Call) async throws -> RecordAbsence.Recorded {
        let recorded = try await RecordAbsence(scheduling).show(call.path("id"))
        do {
            try call.caller.require(.recordAbsence, schedule: recorded.absence.practitioner)
        } catch is BookingError {
            throw BookingError.unknown(kind: "absence", id: recorded.absence.id.rawValue)
        }
        return recorded
    }

    private func own(_ call: Call, _ permission: Permission) throws -> Practitioner.ID {
        let id: Practitioner.ID = try call.path("id")
        try call.caller.require(permission, schedule: id)
        return id
    }
}

extension ScheduleBody {
    fileprivate init(of practitioner: Practitioner.ID, in clinic: Clinic) {
        self.init(
            templates: clinic.templates.filter { $0.practitioner == practitioner }.map {
                Template(
                    weekday: $0.weekday, hours: $0.hours, breaks: $0.breaks, validFrom: $0.validFrom,
                    validUntil: $0.validUntil)
            },
            exceptions: clinic.exceptions.filter { $0.practitioner == practitioner }.map {
                Exception(date: $0.date, hours: $0.hours, effect: $0.effect)
            })
    }

    fileprivate func replace(of practitioner: Practitioner.ID, in clinic: inout Clinic) {
        clinic.templates.removeAll { $0.practitioner == practitioner }
        clinic.exceptions.removeAll { $0.practitioner == practitioner }
        clinic.templates += templates.map {
            WeeklyTemplate(
                practitioner: practitioner, weekday: $0.weekday, hours: $0.hours, breaks: $0.breaks,
                validFrom: $0.validFrom, validUntil: $0.validUntil)
        }
        clinic.exceptions += exceptions.map {
            ScheduleException(practitioner: practitioner, date: $0.date, hours: $0.hours, effect: $0.effect)
        }
    }
}
