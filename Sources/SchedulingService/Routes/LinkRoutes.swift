import Rebalancing
import Booking
import Book
import Domain
import HTTPTypes
import Platform
import ServiceContracts

/// Self-service without signing in: signed links to confirm, move or cancel one appointment.
struct LinkRoutes {
    let scheduling: Scheduling

    var operations: [APIOperation] {
        [
            APIOperation(
                "makeLink", .post, "/v1/appointments/{id}/links",
                "A signed link for the patient of an appointment",
                .permission(.book), gives: .created(LinkBody.self), make),
            APIOperation(
                "openLink", .get, "/v1/links/{token}", "The appointment a link is for", .anyone,
                gives: .ok(AppointmentBody.self), refuses: [.linkExpired], open),
            APIOperation(
                "findSlotsByLink", .get, "/v1/links/{token}/slots",
                "Free slots that the appointment of a link could move to; nothing is held", .anyone,
                query: [
                    .init("practitioner", Practitioner.ID.self, "With whom; absent for anybody."),
                    .init("from", LocalDate.self, "First local day; absent for today."),
                    .init(
                        "to", LocalDate.self,
                        "Last local day, inclusive, at most 56 after the first; absent for a week."),
                    .init("limit", Bounded<Bounds.SlotPage>.self, "At most so many; 200 if absent."),
                ], gives: .ok(SlotsBody.self), refuses: [.linkExpired, .notFound, .ruleBroken], slots),
            APIOperation(
                "noteSightByLink", .post, "/v1/links/{token}/sight",
                "Its bearer sees where a plan moved the appointment; programs that open links do not say so",
                .anyone, gives: .nothing, refuses: [.linkExpired], sight),
            APIOperation(
                "confirmByLink", .post, "/v1/links/{token}/confirmation", "The patient will come", .anyone,
                gives: .ok(AppointmentBody.self), refuses: [.linkExpired, .illegalTransition], confirm),
            APIOperation(
                "cancelByLink", .post, "/v1/links/{token}/cancellation",
                "Cancels it, until the clinic's cutoff",
                .anyone, takes: Cancellation.self, isBodyOptional: true, gives: .ok(AppointmentBody.self),
                refuses: [.linkExpired, .illegalTransition, .ruleBroken], cancel),
            APIOperation(
                "rescheduleByLink", .post, "/v1/links/{token}/rescheduling",
                "Moves it, until the clinic's cutoff",
                .anyone, takes: Rescheduling.self, gives: .ok(AppointmentBody.self),
                refuses: [.linkExpired, .slotTaken, .illegalTransition, .ruleBroken], reschedule),
        ]
    }

    private var links: UseLink { UseLink(scheduling) }

    private func make(_ call: Call) async throws -> Reply {
        let (token, expiry) = try await links.make(call.path("id"), by: call.caller)
        return try .created(LinkBody(token: token, expiresAt: expiry), at: "/v1/links/\(token)")
    }

    private func open(_ call: Call) async throws -> Reply {
        let appointment = try await opened(call).appointment
        let before = try await scheduling.look { try $0.seatsBeforeReplacement(of: [appointment]) }
        return try answer(appointment, from: before[appointment.id])
    }

    private func slots(_ call: Call) async throws -> Reply {
        let appointment = try await opened(call).appointment
        let asked = try SlotQuery(call, type: appointment.type)
        return try await .ok(SlotsBody(items: asked.find(in: scheduling).slots.map(SlotBody.init)))
    }

    private func sight(_ call: Call) async throws -> Reply {
        let (appointment, caller) = try await opened(call)
        try await NoteSight(scheduling)(appointment.id, by: caller)
        return .nothing
    }

    private func confirm(_ call: Call) async throws -> Reply {
        let (appointment, caller) = try await opened(call)
        guard appointment.status == .booked else {
            throw BookingError.illegalTransition(from: appointment.status, to: .booked)
        }
        return try answer(await ConfirmAppointment(scheduling)(appointment.id, by: caller))
    }

    private func cancel(_ call: Call) async throws -> Reply {
        let body: Cancellation = try call.read()
        let (appointment, caller) = try await opened(call)
        return try answer(
            await CancelAppointment(scheduling)(appointment.id, because: body.reason?.value, by: caller))
    }

    private func reschedule(_ call: Call) async throws -> Reply {
        let body: Rescheduling = try call.read()
        let (appointment, caller) = try await opened(call)
        let moved = try await RescheduleAppointment(scheduling)(
            appointment.id, to: body.practitioner, at: body.start, by: caller)
        try await links.prolong(moved)
        return try answer(moved)
    }

    private func opened(_ call: Call) async throws -> (appointment: Appointment, caller: Caller) {
        try await links.open(call.path("token", Text<Bounds.Token>.self).value)
    }

    private func answer(_ appointment: Appointment, from seat: Seat? = nil) throws -> Reply {
        let zone = scheduling.zoneName(of: appointment.practitioner)
        return try .ok(
            AppointmentBody(appointment, zone: zone, showsReason: false, replaced: seat.map { .init($0) }))
    }
}
