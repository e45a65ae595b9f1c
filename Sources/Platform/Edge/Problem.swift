import Foundation
public import HTTPTypes
public import HummingbirdCore
public import ServiceContracts

/// What a request is refused with: `application/problem+json` without personal data.
public struct Problem: Error, Sendable {
    /// Its stable kind.
    public let kind: ProblemKind
    /// The fact, with values; absent if the title says it.
    public let detail: String?
    /// Members of its own, such as suggestions.
    public let members: [String: JSON]
    /// Headers beside the usual ones.
    public var headers: HTTPFields

    /// A problem of `kind`.
    public init(
        _ kind: ProblemKind, _ detail: String? = nil, members: [String: JSON] = [:], headers: HTTPFields = [:]
    ) {
        self.kind = kind
        self.detail = detail
        self.members = members
        self.headers = headers
    }

    /// A field that breaks its rule.
    public static func invalid(_ field: String, _ rule: String) -> Problem {
        Problem(
            .invalid, "\(field) \(rule)",
            members: ["errors": [["field": .string(field), "rule": .string(rule)]]])
    }

    /// Try again later.
    public static func unavailable(_ detail: String, after seconds: Int) -> Problem {
        Problem(.unavailable, detail, headers: [.retryAfter: "\(seconds)"])
    }

    /// Parts of the clinic's system do not answer; `parts` are how `--target` names them.
    public static func away(_ parts: [String]) -> Problem {
        Problem(
            .partAway, "\(parts.joined(separator: ", ")): no answer",
            members: ["parts": .array(parts.map(JSON.string))], headers: [.retryAfter: "5"])
    }

    func reply(requestID: String) -> Reply {
        var body: [String: JSON] = members
        body["type"] = .string(kind.type)
        body["title"] = .string(kind.title)
        body["status"] = .int(kind.status.code)
        body["next"] = .string(kind.next)
        body["instance"] = .string("/requests/\(requestID)")
        if let detail { body["detail"] = .string(detail) }
        let data = (try? JSONBytes.encode(JSON.object(body))) ?? Data("{}".utf8)
        var reply = Reply(status: kind.status, content: .bytes(data, "application/problem+json"))
        reply.headers = headers
        return reply
    }
}

extension Problem {
    /// The whole answer.
    public func response(requestID: String, isHead: Bool) -> Response {
        reply(requestID: requestID).response(requestID: requestID, isHead: isHead)
    }
}

extension HTTPField.Name {
    /// The client's key for requests it may send again.
    public static var idempotencyKey: Self { known("Idempotency-Key") }
    /// One id per request, in answers and logs.
    public static var requestID: Self { known("X-Request-ID") }
    /// W3C Trace Context.
    public static var traceparent: Self { known("traceparent") }
    /// RFC 8288.
    public static var link: Self { known("Link") }
    /// Where an event stream goes on.
    public static var lastEventID: Self { known("Last-Event-ID") }

    static func known(_ name: String) -> Self {
        guard let field = Self(name) else { preconditionFailure("\(name) is no header name") }
        return field
    }
}
