import Book
import Booking
import Domain
import Foundation
import HTTPTypes
import ICalendar
import Platform
import ServiceContracts
import Words

/// Appointments in calendars outside the clinic: one by one, or as an address that follows them.
struct CalendarRoutes {
    let scheduling: Scheduling

    /// How often calendars are asked to look again.
    private static let refresh = Minutes(60)
    private static let type = "text/calendar"

    var operations: [APIOperation] {
        [
            APIOperation(
                "makeCalendarFeed", .put, "/v1/calendar-feed",
                "A secret address with which a calendar follows the caller's appointments; one before ends",
                .signedIn, gives: .ok(CalendarFeedBody.self), refuses: [.forbidden], make),
            APIOperation(
                "showCalendarFeed", .get, "/v1/calendar-feed", "The caller's address for calendars",
                .signedIn,
                gives: .ok(CalendarFeedBody.self), refuses: [.notFound], show),
            APIOperation(
                "endCalendarFeed", .delete, "/v1/calendar-feed", "Ends the caller's address for calendars",
                .signedIn, gives: .nothing, refuses: [.notFound], end),
            APIOperation(
                "readCalendar", .get, "/v1/calendars/{token}",
                "What an address shows, as iCalendar (RFC 5545)",
                .anyone, gives: .raw(Self.type), feed),
            APIOperation(
                "readAppointmentCalendar", .get, "/v1/appointments/{id}/calendar",
                "One appointment, as iCalendar (RFC 5545)", .permission(.seePatients), gives: .raw(Self.type),
                appointment),
            APIOperation(
                "readLinkCalendar", .get, "/v1/links/{token}/calendar",
                "The appointment of a link, as iCalendar (RFC 5545)", .anyone, gives: .raw(Self.type),
                refuses: [.linkExpired], link),
        ]
    }

    private var feeds: KeepCalendarFeed { KeepCalendarFeed(scheduling) }

    private func make(_ call: Call) async throws -> Reply {
        try .ok(CalendarFeedBody(await feeds.make(in: call.language.rawValue, by: call.caller)))
    }

    private func show(_ call: Call) async throws -> Reply {
        try .ok(CalendarFeedBody(await feeds.show(to: call.caller)))
    }

    private func end(_ call: Call) async throws -> Reply {
        try await feeds.end(by: call.caller)
        return .nothing
    }

    private func feed(_ call: Call) async throws -> Reply {
        let (feed, appointments) = try await feeds.read(
            call.path("token", Text<Bounds.Token>.self).value)
        let words = Words(Language(rawValue: feed.language) ?? .english)
        return try await reply(appointments, words, forPractitioner: feed.practitioner != nil, isFeed: true)
    }

    private func appointment(_ call: Call) async throws -> Reply {
        let one = try await Access(scheduling).appointment(
            call.path("id"), .seePatients, for: call.caller)
        scheduling.readings.note(of: one.patient, "appointment", by: try call.caller)
        return try await reply(
            [one], Words(call.language), forPractitioner: try call.caller.role == .practitioner)
    }

    private func link(_ call: Call) async throws -> Reply {
        let token = try call.path("token", Text<Bounds.Token>.self).value
        let one = try await UseLink(scheduling).open(token).appointment
        return try await reply([one], Words(call.language), forPractitioner: false)
    }

    /// The same bytes for the same appointments, so that whoever asks again with the tag is told that nothing has changed.
    private func reply(
        _ appointments: [Appointment], _ words: Words, forPractitioner: Bool, isFeed: Bool = false
    ) async throws -> Reply {
        let context = try await scheduling.clinic()
        let events = appointments.map { event($0, words, context, forPractitioner: forPractitioner) }
        let text = CalendarObject(
            isFeed ? .follow(name: words.text(.calendar), refresh: Self.refresh) : .keep, events
        ).text
        return Reply(status: .ok, content: .bytes(Data(text.utf8), "\(Self.type); charset=utf-8"))
            .tagged(text.digest).with(.cacheControl, "private, no-cache")
    }

    /// A patient reads with whom, a practitioner what it is; of whom and why is in no calendar of others.
    private func event(
        _ one: Appointment, _ words: Words, _ context: ClinicContext, forPractitioner: Bool
    ) -> CalendarEvent {
        let name =
            forPractitioner ? context.clinic.types[one.type]?.name ?? "" : context.name(one.practitioner)
        let location = context.clinic.practitioners[one.practitioner]?.location
        return CalendarEvent(
            uid: CalendarEvent.uid(of: one.id.rawValue), sequence: one.version, stamp: one.bookedAt,
            range: one.range,
            summary: words.text(.visit, ["who": .name(name)]),
            place: location.flatMap { context.clinic.locations[$0]?.name } ?? "",
            isCancelled: [.cancelled, .enteredInError].contains(one.status))
    }
}

extension CalendarFeedBody {
    fileprivate init(_ made: (token: String, feed: CalendarFeed)) {
        self.init(
            path: "/v1/calendars/\(made.token)", patients: made.feed.patients.sorted(),
            madeAt: made.feed.madeAt)
    }
}
