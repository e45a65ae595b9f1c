import Book
import Directory
import Domain
import Foundation
import HTTPTypes
import Platform
import ServiceContracts

/// Calendars of practitioners outside the clinic, whose busy times block their slots.
struct OutsideCalendarRoutes {
    let scheduling: Scheduling
    let source: any CalendarSource

    private static let path = "/v1/practitioners/{id}/outside-calendar"
    private static let most = 200
    private static let schemes = ["https", "webcal", "http"]

    var operations: [APIOperation] {
        [
            APIOperation(
                "showOutsideCalendar", .get, Self.path,
                "A practitioner's calendar outside the clinic: how far it was read, and what it blocks",
                .permission(.editSchedule), gives: .ok(OutsideCalendarBody.self), refuses: [.notFound], show),
            APIOperation(
                "followOutsideCalendar", .put, Self.path,
                "Follows a calendar by its iCalendar address (RFC 5545), and reads it at once; its busy times block slots",
                .permission(.editSchedule), takes: NewOutsideCalendar.self,
                gives: .ok(OutsideCalendarBody.self), refuses: [.notFound], follow),
            APIOperation(
                "endOutsideCalendar", .delete, Self.path, "Follows it no longer; what it blocked is free",
                .permission(.editSchedule), gives: .nothing, refuses: [.notFound], end),
        ]
    }

    private var calendars: FollowCalendar { FollowCalendar(scheduling, source) }

    private func show(_ call: Call) async throws -> Reply {
        try await reply(calendars.show(own(call)), call)
    }

    private func follow(_ call: Call) async throws -> Reply {
        let (id, body): (Practitioner.ID, NewOutsideCalendar) = (try own(call), try call.read())
        guard let url = URL(string: body.address.value), let scheme = url.scheme,
            Self.schemes.contains(scheme), url.host?.isEmpty == false
        else { throw Problem.invalid("address", "must be https://… or webcal://… of an iCalendar file") }
        return try await reply(calendars.begin(id, at: body.address.value, by: call.caller), call)
    }

    private func end(_ call: Call) async throws -> Reply {
        try await calendars.end(own(call), by: call.caller)
        return .nothing
    }

    private func reply(_ shown: FollowCalendar.Shown, _ call: Call) throws -> Reply {
        if !shown.displaced.isEmpty {
            scheduling.readings.note(
                "displacedRead", shown.calendar.practitioner.rawValue,
                shown.displaced.map(\.patient.id.rawValue).joined(separator: " "), by: try call.caller)
        }
        return try .ok(
            OutsideCalendarBody(
                host: Line(stored: URL(string: shown.calendar.address)?.host ?? ""),
                readAt: shown.calendar.readAt, seenAt: shown.calendar.seenAt,
                fault: shown.calendar.fault.flatMap { Prose($0) },
                busy: shown.busy.prefix(Self.most).map(TimeRangeBody.init),
                displaced: shown.displaced.map(AbsenceBody.Displaced.init)))
    }

    private func own(_ call: Call) throws -> Practitioner.ID {
        let id: Practitioner.ID = try call.path("id")
        try call.caller.require(.editSchedule, schedule: id)
        return id
    }
}
