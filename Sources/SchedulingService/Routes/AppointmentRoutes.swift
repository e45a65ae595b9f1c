import Rebalancing
import Booking
import Book
import Availability
import Domain
import HTTPTypes
import Platform
import ServiceContracts
import Words

/// Appointments: booked, listed, moved, and taken through their states.
struct AppointmentRoutes {
    let scheduling: Scheduling
    let suggesting: Suggesting

    var operations: [APIOperation] {
        [
            APIOperation(
                "bookAppointment", .post, "/v1/appointments",
                "Books a slot, a hold, any practitioner, a series or a bundle; all or nothing",
                .permission(.book),
                takes: NewAppointment.self, gives: .created(AppointmentBody.self),
                refuses: [.slotTaken, .holdExpired, .ruleBroken, .notFound], demands: [.key, .changesBook],
                book),
            APIOperation(
                "listAppointments", .get, "/v1/appointments", "Appointments by start; patients see their own",
                .permission(.seePatients),
                query: [
                    .init("patient", Patient.ID.self, "Whose."),
                    .init("practitioner", Practitioner.ID.self, "With whom."),
                    .init("from", Instant.self, "Starts at or after."),
                    .init("to", Instant.self, "Starts before."),
                    .init("status", AppointmentStatus.self, "Where they stand."),
                    .init("cursor", Text<Bounds.Search>.self, "`next` of the page before."),
                    .init("limit", Bounded<Bounds.PageSize>.self, "At most so many; 50 if absent."),
                ], gives: .ok(Page<AppointmentBody>.self), refuses: [.notFound], list),
            APIOperation(
                "showAppointment", .get, "/v1/appointments/{id}", "One appointment",
                .permission(.seePatients),
                gives: .ok(AppointmentBody.self), show),
            APIOperation(
                "rescheduleAppointment", .post, "/v1/appointments/{id}/rescheduling",
                "Moves it; the old place is given up only if the new one is had", .permission(.book),
                takes: Rescheduling.self, gives: .ok(AppointmentBody.self),
                refuses: [.slotTaken, .illegalTransition, .ruleBroken],
                demands: [.optionalKey, .changesBook], reschedule),
            APIOperation(
                "cancelAppointment", .post, "/v1/appointments/{id}/cancellation",
                "Cancels it; its time is free at once",
                .permission(.book), takes: Cancellation.self, isBodyOptional: true,
                gives: .ok(AppointmentBody.self),
                refuses: [.illegalTransition, .ruleBroken], demands: [.optionalKey, .changesBook], cancel),
            APIOperation(
                "confirmAppointment", .post, "/v1/appointments/{id}/confirmation",
                "Staff approve what is pending; patients say that they will come", .permission(.book),
                gives: .ok(AppointmentBody.self), refuses: [.illegalTransition, .ruleBroken], confirm),
            APIOperation(
                "noteSight", .post, "/v1/appointments/{id}/sight",
                "The patient sees where a plan moved it", .permission(.book), gives: .nothing, sight),
            APIOperation(
                "cancelAllOfPatient", .post, "/v1/patients/{id}/cancellation",
                "Cancels all that is to come, with holds and waitlist entries",
                .permission(.registerPatients),
                takes: Cancellation.self, isBodyOptional: true, gives: .ok(Page<AppointmentBody>.self),
                cancelAll),
            step("arriveAppointment", "arrival", "The patient is here") {
                try await MarkArrived($0)($1, by: $2)
            },
            step("checkInAppointment", "check-in", "Arrival formalities are done") {
                try await CheckIn($0)($1, by: $2)
            },
            step("fulfilAppointment", "fulfilment", "The visit took place") {
                try await FulfilAppointment($0)($1, by: $2)
            },
            step("missAppointment", "no-show", "Nobody came") { try await MarkNoShow($0)($1, by: $2) },
            step("retractAppointment", "entered-in-error", "It should never have been in the book") {
                try await MarkEnteredInError($0)($1, by: $2)
            },
            APIOperation(
                "revertAppointment", .post, "/v1/appointments/{id}/step-back",
                "Takes its last step back, once, if its time is free or a reason says why not",
                .permission(.runDesk), takes: StepBack.self, isBodyOptional: true,
                gives: .ok(AppointmentBody.self), refuses: [.illegalTransition, .slotTaken, .ruleBroken],
                stepBack),
        ]
    }

    private var access: Access { Access(scheduling) }

    /// A step of the state machine that staff take at the desk.
    private func step(
        _ id: String, _ word: String, _ summary: String,
        _ verb: @escaping @Sendable (Scheduling, Appointment.ID, Caller) async throws -> Appointment
    ) -> APIOperation {
        APIOperation(
            id, .post, "/v1/appointments/{id}/\(word)", summary, .permission(.runDesk),
            gives: .ok(AppointmentBody.self), refuses: [.illegalTransition, .ruleBroken]
        ) { call in
            try answer(await verb(scheduling, call.path("id"), call.caller), call)
        }
    }

    private func book(_ call: Call) async throws -> Reply {
        let new: NewAppointment = try call.read()
        let caller = try call.caller
        do {
            let booked = try await Booking(scheduling: scheduling)(new, by: caller, key: call.key)
            guard let first = booked.first else { throw Problem(.invalid, "nothing to book") }
            let body = AppointmentBody(
                first, zone: scheduling.zoneName(of: first.practitioner),
                booked: booked.count > 1 ? booked.map(\.id) : nil)
            return try Reply.created(body, at: "/v1/appointments/\(first.id)").tagged("\(first.version)")
        } catch let error as BookingError where error.isTaken {
            throw await suggesting.problem(
                error, instead: new.appointmentType, for: new.patient, from: new.start,
                in: Words(call.language))
        }
    }

    private func list(_ call: Call) async throws -> Reply {
        let caller = try call.caller
        var filter = AppointmentFilter()
        filter.practitioner = try call.query("practitioner")
        filter.from = try call.query("from")
        filter.to = try call.query("to")
        filter.status = try call.query("status")
        if let patient = try call.query("patient", Patient.ID.self) {
            try await access.require(.seePatients, patient: patient, for: caller)
            scheduling.readings.note(of: patient, "appointments", by: caller)
            filter.patients = [patient]
        }
        narrow(&filter, to: caller)
        let cursor = try call.query("cursor", Text<Bounds.Search>.self).map { text in
            guard let cursor = AppointmentCursor(text.value) else {
                throw Problem.invalid("cursor", "must be `next` of the page before")
            }
            return cursor
        }
        let page = try await ListAppointments(scheduling)(
            filter, after: cursor, limit: call.query("limit", Bounded<Bounds.PageSize>.self)?.value ?? 50)
        if filter.patients == nil {
            scheduling.readings.note(
                "appointmentsRead", "appointments",
                Set(page.items.map(\.patient.rawValue)).sorted().joined(separator: " "), by: caller)
        }
        let body = Page(
            items: page.items.map {
                AppointmentBody(
                    $0, zone: scheduling.zoneName(of: $0.practitioner), showsReason: caller.role != .patient,
                    replaced: page.replaced[$0.id].map { .init($0) })
            }, next: page.next?.text)
        let reply = try Reply.ok(body)
        return page.next.map { reply.with(.link, call.link(to: $0.text)) } ?? reply
    }

    /// Whatever was asked for, nobody sees more than their own.
    private func narrow(_ filter: inout AppointmentFilter, to caller: Caller) {
        switch caller.role {
        case .patient: filter.patients = filter.patients ?? caller.patients.sorted()
        case .practitioner: filter.practitioner = caller.practitioner
        default: break
        }
    }

    private func show(_ call: Call) async throws -> Reply {
        let appointment = try await access.appointment(call.path("id"), .seePatients, for: call.caller)
        scheduling.readings.note(of: appointment.patient, "appointment", by: try call.caller)
        return try answer(appointment, call)
    }

    private func reschedule(_ call: Call) async throws -> Reply {
        let (body, caller): (Rescheduling, Caller) = (try call.read(), try call.caller)
        let id: Appointment.ID = try call.path("id")
        do {
            let moved = try await RescheduleAppointment(scheduling)(
                id, to: body.practitioner, at: body.start, by: caller, key: call.key)
            return try answer(moved, call)
        } catch let error as BookingError where error.isTaken {
            let appointment = try await access.appointment(id, .book, for: caller)
            throw await suggesting.problem(
                error, instead: appointment.type, for: appointment.patient, from: body.start,
                in: Words(call.language))
        }
    }

    private func cancel(_ call: Call) async throws -> Reply {
        let body: Cancellation = try call.read()
        return try answer(
            await CancelAppointment(scheduling)(
                call.path("id"), because: body.reason?.value, by: call.caller, key: call.key), call)
    }

    private func confirm(_ call: Call) async throws -> Reply {
        try answer(await ConfirmAppointment(scheduling)(call.path("id"), by: call.caller), call)
    }

    private func stepBack(_ call: Call) async throws -> Reply {
        let body: StepBack = try call.read()
        return try answer(
            await TakeBackStep(scheduling)(
                call.path("id"), overbooking: body.overbookReason?.value, by: call.caller), call)
    }

    private func sight(_ call: Call) async throws -> Reply {
        try await NoteSight(scheduling)(call.path("id"), by: call.caller)
        return .nothing
    }

    private func cancelAll(_ call: Call) async throws -> Reply {
        let (id, body): (Patient.ID, Cancellation) = (try call.path("id"), try call.read())
        let cancelled = try await CancelAllOfPatient(scheduling)(
            id, because: body.reason?.value, by: call.caller)
        return try .ok(
            Page(items: cancelled.map { AppointmentBody($0, zone: scheduling.zoneName(of: $0.practitioner)) })
        )
    }

    private func answer(_ appointment: Appointment, _ call: Call) throws -> Reply {
        let zone = scheduling.zoneName(of: appointment.practitioner)
        let showsReason = try call.caller.role != .patient
        return try Reply.ok(AppointmentBody(appointment, zone: zone, showsReason: showsReason))
            .tagged("\(appointment.version)")
    }
}

extension ClinicContext {
    /// The IANA zone of a practitioner's location.
    func zoneName(of practitioner: Practitioner.ID) -> String {
        clinic.practitioners[practitioner].map { zone(of: $0.location).name } ?? "UTC"
    }
}

extension Scheduling {
    /// The IANA zone of a practitioner's location, as the last transaction saw it: where appointments are to come, it never
    /// changes.
    func zoneName(of practitioner: Practitioner.ID) -> String {
        latestClinic?.zoneName(of: practitioner) ?? "UTC"
    }
}

extension Call {
    /// The page after this one, as a Link header has it (RFC 8288).
    func link(to cursor: String) -> String {
        let target = head.path ?? "/"
        let path = target.prefix { $0 != "?" }
        let kept = target.dropFirst(path.count).dropFirst().split(separator: "&").filter {
            !$0.hasPrefix("cursor=")
        }
        return
            "<\(path)?\((kept.map(String.init) + ["cursor=\(cursor)"]).joined(separator: "&"))>; rel=\"next\""
    }
}
