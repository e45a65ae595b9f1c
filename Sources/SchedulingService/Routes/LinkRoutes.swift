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
        try answer(await opened(call).appointment)
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

    private func answer(_ appointment: Appointment) throws -> Reply {
        let zone = scheduling.zoneName(of: appointment.practitioner)
        return try .ok(AppointmentBody(appointment, zone: zone, showsReason: false))
    }
}
