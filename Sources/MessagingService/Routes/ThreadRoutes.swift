import Domain
import HTTPTypes
import Platform
import ServiceContracts

/// Conversations between patients and practitioners, or the desk.
struct ThreadRoutes {
    let messaging: Messaging

    /// Of one message.
    private static let mostFiles = 5

    var operations: [APIOperation] {
        [
            APIOperation(
                "listThreads", .get, "/v1/threads", "The caller's conversations, the latest first",
                .permission(.message),
                query: [
                    .init("cursor", Text<Bounds.Search>.self, "`next` of the page before."),
                    .init("limit", Bounded<Bounds.PageSize>.self, "At most so many; 50 if absent."),
                ], gives: .ok(Page<ThreadBody>.self), list),
            APIOperation(
                "beginThread", .post, "/v1/threads",
                "Writes the first message of a conversation; nobody but those in it reads it",
                .permission(.message), takes: NewThread.self, gives: .created(ThreadBody.self),
                refuses: [.notFound, .erased], demands: .key, begin),
            APIOperation(
                "showThread", .get, "/v1/threads/{id}", "One of the caller's conversations",
                .permission(.message), gives: .ok(ThreadBody.self), show),
            APIOperation(
                "eraseThread", .delete, "/v1/threads/{id}",
                "Destroys what was written in a conversation; nobody can take that back",
                .permission(.administer), gives: .nothing, erase),
            APIOperation(
                "listMessages", .get, "/v1/threads/{id}/messages", "Its messages, the latest first",
                .permission(.message),
                query: [
                    .init("cursor", Bounded<Bounds.MessageNumber>.self, "`next` of the page before."),
                    .init("limit", Bounded<Bounds.PageSize>.self, "At most so many; 50 if absent."),
                ], gives: .ok(Page<MessageBody>.self), refuses: [.erased], messages),
            APIOperation(
                "writeMessage", .post, "/v1/threads/{id}/messages", "Writes another message",
                .permission(.message), takes: NewMessage.self, gives: .created(MessageBody.self),
                refuses: [.erased], demands: .key, reply),
            APIOperation(
                "noteReading", .put, "/v1/threads/{id}/reading", "Notes how far the caller has read",
                .permission(.message), takes: MessageReading.self, gives: .nothing, read),
            APIOperation(
                "handOverThread", .put, "/v1/threads/{id}/practitioner",
                "Gives a conversation to a colleague who sees the patient, or to the desk",
                .permission(.handOver), takes: HandOver.self, gives: .nothing, handOver),
            APIOperation(
                "countUnread", .get, "/v1/unread-messages", "How many messages wait for the caller",
                .signedIn, gives: .ok(UnreadBody.self), unread),
        ]
    }

    private var reads: ReadMessages { ReadMessages(messaging) }

    private func list(_ call: Call) async throws -> Reply {
        let limit = try call.query("limit", Bounded<Bounds.PageSize>.self)?.value ?? 50
        let cursor = try call.query("cursor", Text<Bounds.Search>.self).map { text in
            guard let cursor = ThreadCursor(text.value) else {
                throw Problem.invalid("cursor", "must be `next` of a page")
            }
            return cursor
        }
        let found = try await reads.threads(for: call.caller, after: cursor, limit: limit + 1)
        let items = Array(found.prefix(limit))
        let next = found.count > limit ? items.last.map { ThreadCursor(after: $0).text } : nil
        return try .ok(Page(items: items, next: next))
    }

    private func begin(_ call: Call) async throws -> Reply {
        let caller = try call.caller
        let thread = try await WriteMessage(messaging).begin(
            call.read(), by: caller, key: call.requiredKey)
        return try await .created(reads.thread(thread.id, for: caller), at: "/v1/threads/\(thread.id)")
    }

    private func show(_ call: Call) async throws -> Reply {
        try await .ok(reads.thread(call.path("id"), for: call.caller))
    }

    private func erase(_ call: Call) async throws -> Reply {
        try await EraseThread(messaging)(call.path("id"), by: call.caller)
        return .nothing
    }

    private func messages(_ call: Call) async throws -> Reply {
        let limit = try call.query("limit", Bounded<Bounds.PageSize>.self)?.value ?? 50
        let cursor = try call.query("cursor", Bounded<Bounds.MessageNumber>.self)?.value
        let found = try await reads.messages(
            of: call.path("id"), before: cursor, limit: limit + 1, for: call.caller)
        let items = Array(found.prefix(limit))
        return try .ok(
            Page(items: items, next: found.count > limit ? items.last.map { "\($0.number)" } : nil))
    }

    private func reply(_ call: Call) async throws -> Reply {
        let (body, caller): (NewMessage, Caller) = (try call.read(), try call.caller)
        let id: MessageThread.ID = try call.path("id")
        let files = body.attachments ?? []
        guard body.text != nil || !files.isEmpty else {
            throw Problem.invalid("text", "is required where no file is sent")
        }
        guard files.count <= Self.mostFiles, Set(files).count == files.count else {
            throw Problem.invalid("attachments", "must be at most \(Self.mostFiles), each once")
        }
        let message = try await WriteMessage(messaging).reply(
            body.text?.value ?? "", with: files, in: id, by: caller, key: call.requiredKey)
        return try .created(message, at: "/v1/threads/\(id)/messages")
    }

    private func read(_ call: Call) async throws -> Reply {
        let body: MessageReading = try call.read()
        try await reads.note(body.number.value, of: call.path("id"), by: call.caller)
        return .nothing
    }

    private func handOver(_ call: Call) async throws -> Reply {
        let body: HandOver = try call.read()
        try await HandOverThread(messaging)(call.path("id"), to: body.practitioner, by: call.caller)
        return .nothing
    }

    private func unread(_ call: Call) async throws -> Reply {
        try await .ok(UnreadBody(count: reads.unread(by: call.caller)))
    }
}

extension Call {
    /// The edge has seen that it is there.
    fileprivate var requiredKey: String {
        get throws {
            guard let key = try key else { throw Problem(.keyRequired) }
            return key
        }
    }
}
