import Domain
import HTTPTypes
import Platform
import ServiceContracts

/// Files of conversations, in parts.
struct AttachmentRoutes {
    let messaging: Messaging

    /// Requests that a completion costs as much as.
    private static let completion = 20
    private static let path = "/v1/threads/{id}/attachments"

    var operations: [APIOperation] {
        [
            APIOperation(
                "beginAttachment", .post, Self.path,
                "Begins to send a file; its parts follow, then its completion, then the message it goes with",
                .permission(.message), takes: NewAttachment.self, gives: .created(AttachmentBody.self),
                refuses: [.erased], begin),
            APIOperation(
                "putAttachmentPart", .put, "\(Self.path)/{attachment}/parts/{number}",
                "Takes a part of it, all of `partBytes` (262144) but the last; the same again replaces it",
                .permission(.message), gives: .nothing, refuses: [.erased], demands: .bytes, put),
            APIOperation(
                "completeAttachment", .post, "\(Self.path)/{attachment}/completion",
                "Looks at all of it and says what it is; one that is refused is forgotten",
                .permission(.message), gives: .ok(AttachmentBody.self), refuses: [.erased, .fileRefused],
                complete),
            APIOperation(
                "dropAttachment", .delete, "\(Self.path)/{attachment}", "Forgets one that was not sent",
                .permission(.message), gives: .nothing, drop),
            APIOperation(
                "readAttachmentPart", .get, "\(Self.path)/{attachment}/parts/{number}",
                "A part of a file, for those in the conversation", .permission(.message),
                gives: .raw("application/octet-stream"), refuses: [.erased], read),
        ]
    }

    private var files: KeepAttachments { KeepAttachments(messaging) }

    private func begin(_ call: Call) async throws -> Reply {
        let thread: MessageThread.ID = try call.path("id")
        let begun = try await files.begin(call.read(), in: thread, by: call.caller)
        return try .created(begun, at: "/v1/threads/\(thread)/attachments/\(begun.id)")
    }

    private func put(_ call: Call) async throws -> Reply {
        try await files.take(
            call.bytes, asPart: number(call), of: call.path("attachment"), in: call.path("id"),
            by: call.caller)
        return .nothing
    }

    private func complete(_ call: Call) async throws -> Reply {
        // All of it is opened and looked at.
        try call.charge(Self.completion)
        return try await .ok(files.complete(call.path("attachment"), in: call.path("id"), by: call.caller))
    }

    private func drop(_ call: Call) async throws -> Reply {
        try await files.drop(call.path("attachment"), in: call.path("id"), by: call.caller)
        return .nothing
    }

    private func read(_ call: Call) async throws -> Reply {
        let bytes = try await files.part(
            number(call), of: call.path("attachment"), in: call.path("id"), for: call.caller)
        return Reply(status: .ok, content: .bytes(bytes, "application/octet-stream"))
    }

    private func number(_ call: Call) throws -> Int {
        try call.path("number", Bounded<Bounds.AttachmentPart>.self).value
    }
}
