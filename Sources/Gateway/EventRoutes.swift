import HTTPTypes
import Platform
import ServiceContracts

/// What happens, as it happens.
struct EventRoutes {
    let events: EventStream

    var operations: [APIOperation] {
        [
            APIOperation(
                "listenToEvents", .get, "/v1/events",
                "Server-sent events of what concerns the caller; ids only; goes on from Last-Event-ID",
                .signedIn,
                gives: .raw("text/event-stream"), listen)
        ]
    }

    private func listen(_ call: Call) async throws -> Reply {
        let last = call.head.headerFields[.lastEventID].flatMap(Int.init)
        let texts = try await events.listen(call.signedIn, from: call.address, after: last)
        return Reply(status: .ok, content: .stream(texts, "text/event-stream"))
    }
}
