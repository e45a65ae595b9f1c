import Domain
import HTTPTypes
import Platform
import ServiceContracts

/// What practitioners are told of their next day.
struct DaySheetRoutes {
    let notifications: Notifications

    /// An hour before the day ends, so that a server that was away has time.
    private static let latest = 23 * 60

    var operations: [APIOperation] {
        [
            APIOperation(
                "showDaySheet", .get, "/v1/day-sheet",
                "When the caller, a practitioner, is told by mail what the next day holds", .signedIn,
                gives: .ok(DaySheetBody.self), refuses: [.notFound], show),
            APIOperation(
                "setDaySheet", .put, "/v1/day-sheet",
                "Chooses when, or never; in the language of the request", .signedIn,
                takes: DaySheetBody.self, gives: .ok(DaySheetBody.self), refuses: [.notFound], set),
        ]
    }

    private var sheets: KeepDaySheet { KeepDaySheet(database: notifications.database) }

    private func show(_ call: Call) async throws -> Reply {
        _ = try practitioner(call)
        return try await .ok(sheets.read(of: call.caller.name))
    }

    private func set(_ call: Call) async throws -> Reply {
        let body: DaySheetBody = try call.read()
        if let at = body.at, at.minuteOfDay > Self.latest {
            throw Problem.invalid("at", "must be from 00:00 to 23:00")
        }
        try await sheets(body, for: practitioner(call), in: call.language, by: call.caller)
        return try .ok(body)
    }

    private func practitioner(_ call: Call) throws -> Practitioner.ID {
        guard let practitioner = try call.caller.practitioner else {
            throw Problem(.notFound, "the account is no practitioner's")
        }
        return practitioner
    }
}
