public import HTTPTypes

/// The kinds of problems the contract knows: each with a stable type, its status and the next step.
///
/// Source: RFC 9457.
public struct ProblemKind: Sendable, Hashable {
    /// Last part of `type`.
    public let slug: String
    /// The status it is answered with.
    public let status: HTTPResponse.Status
    /// In a few words.
    public let title: String
    /// What to do about it.
    public let next: String

    private init(_ slug: String, _ status: HTTPResponse.Status, _ title: String, next: String) {
        self.slug = slug
        self.status = status
        self.title = title
        self.next = next
    }

    /// The stable identity.
    public var type: String { "/problems/\(slug)" }

    public static let malformed = Self(
        "malformed-request", .badRequest, "The request cannot be read", next: "send well-formed JSON in UTF-8")
    public static let keyRequired = Self(
        "idempotency-key-required", .badRequest, "The request needs an Idempotency-Key header",
        next: "send a key of 8 to 128 letters, digits, dashes or underscores; the same again when retrying")
    public static let unauthenticated = Self(
        "unauthenticated", .unauthorized, "Nobody is signed in", next: "sign in with POST /v1/sessions")
    public static let wrongCredentials = Self(
        "wrong-credentials", .unauthorized, "These credentials do not match",
        next: "check address, password and code; a password can be reset")
    public static let forbidden = Self(
        "forbidden", .forbidden, "This role may not do that", next: "ask an administrator of the clinic")
    public static let notFound = Self(
        "not-found", .notFound, "There is no such thing, or it is not yours", next: "check the id")
    public static let methodNotAllowed = Self(
        "method-not-allowed", .methodNotAllowed, "This path has other methods", next: "see the Allow header")
    public static let timeout = Self(
        "request-timeout", .requestTimeout, "The request took too long to arrive", next: "send it again")
    public static let slotTaken = Self(
        "slot-taken", .conflict, "That time was just taken", next: "choose one of the suggestions")
    public static let illegalTransition = Self(
        "illegal-transition", .conflict, "The appointment's status does not allow that",
        next: "read the appointment again")
    public static let proposalOutdated = Self(
        "proposal-outdated", .conflict, "The book has changed since the proposal was made",
        next: "make a new proposal")
    public static let holdExtended = Self(
        "hold-already-extended", .conflict, "A hold can be extended once", next: "book it or hold again")
    public static let inUse = Self(
        "in-use", .conflict, "Something else depends on it or has that name", next: "see the detail")
    public static let holdExpired = Self(
        "hold-expired", .gone, "The hold has ended", next: "hold the slot again")
    public static let linkExpired = Self(
        "link-expired", .gone, "The link has ended or was used", next: "ask for a new one")
    public static let versionChanged = Self(
        "version-changed", .preconditionFailed, "Somebody changed it meanwhile",
        next: "read it again and send its ETag in If-Match")
    public static let bodyTooLarge = Self(
        "body-too-large", .contentTooLarge, "The body is larger than 256 KiB", next: "send less")
    public static let pathTooLong = Self(
        "path-too-long", .uriTooLong, "The path is longer than 8 KiB", next: "send a shorter one")
    public static let unsupportedMediaType = Self(
        "unsupported-media-type", .unsupportedMediaType, "The body must be JSON",
        next: "send Content-Type: application/json")
    public static let invalid = Self(
        "invalid-request", .unprocessableContent, "A field breaks its rule", next: "correct the fields in errors")
    public static let ruleBroken = Self(
        "rule-broken", .unprocessableContent, "A rule of the clinic does not allow it", next: "see rule and detail")
    public static let keyReused = Self(
        "idempotency-key-reused", .unprocessableContent, "The key was used for another request",
        next: "use a new key for a new request")
    public static let preconditionRequired = Self(
        "precondition-required", .preconditionRequired, "The change needs an If-Match header",
        next: "read it and send its ETag in If-Match")
    public static let rateLimited = Self(
        "rate-limited", .tooManyRequests, "Too many requests", next: "wait as Retry-After says")
    public static let headersTooLarge = Self(
        "headers-too-large", .requestHeaderFieldsTooLarge, "The headers are larger than 16 KiB", next: "send less")
    public static let failed = Self(
        "failed", .internalServerError, "Something went wrong here; nothing was written",
        next: "try again; tell the clinic the request id")
    public static let unavailable = Self(
        "unavailable", .serviceUnavailable, "Too busy or unable to store", next: "wait as Retry-After says")

    /// All kinds, as the contract lists them.
    public static let all: [ProblemKind] = [
        malformed, keyRequired, unauthenticated, wrongCredentials, forbidden, notFound, methodNotAllowed, timeout,
        slotTaken, illegalTransition, proposalOutdated, holdExtended, inUse, holdExpired, linkExpired,
        versionChanged, bodyTooLarge, pathTooLong, unsupportedMediaType, invalid, ruleBroken, keyReused,
        preconditionRequired, rateLimited, headersTooLarge, failed, unavailable,
    ]
}
