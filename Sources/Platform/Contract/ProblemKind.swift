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

    /// The request cannot be read.
    public static let malformed = Self(
        "malformed-request", .badRequest, "The request cannot be read", next: "send well-formed JSON in UTF-8"
    )
    /// The request needs an Idempotency-Key header.
    public static let keyRequired = Self(
        "idempotency-key-required", .badRequest, "The request needs an Idempotency-Key header",
        next: "send a key of 8 to 128 letters, digits, dashes or underscores; the same again when retrying")
    /// Nobody is signed in.
    public static let unauthenticated = Self(
        "unauthenticated", .unauthorized, "Nobody is signed in", next: "sign in with POST /v1/sessions")
    /// These credentials do not match.
    public static let wrongCredentials = Self(
        "wrong-credentials", .unauthorized, "These credentials do not match",
        next: "check address, password and code; a password can be reset")
    /// This role may not do that.
    public static let forbidden = Self(
        "forbidden", .forbidden, "This role may not do that", next: "ask an administrator of the clinic")
    /// There is no such thing, or it is not yours.
    public static let notFound = Self(
        "not-found", .notFound, "There is no such thing, or it is not yours", next: "check the id")
    /// This path has other methods.
    public static let methodNotAllowed = Self(
        "method-not-allowed", .methodNotAllowed, "This path has other methods", next: "see the Allow header")
    /// The request took too long to arrive.
    public static let timeout = Self(
        "request-timeout", .requestTimeout, "The request took too long to arrive", next: "send it again")
    /// That time was just taken.
    public static let slotTaken = Self(
        "slot-taken", .conflict, "That time was just taken", next: "choose one of the suggestions")
    /// The appointment's status does not allow that.
    public static let illegalTransition = Self(
        "illegal-transition", .conflict, "The appointment's status does not allow that",
        next: "read the appointment again")
    /// The book has changed since the proposal was made.
    public static let proposalOutdated = Self(
        "proposal-outdated", .conflict, "The book has changed since the proposal was made",
        next: "make a new proposal")
    /// A hold can be extended once.
    public static let holdExtended = Self(
        "hold-already-extended", .conflict, "A hold can be extended once", next: "book it or hold again")
    /// A record of this person may be there already.
    public static let likelyDouble = Self(
        "likely-double", .conflict, "A record of this person may be there already",
        next: "use one of candidates, or say isAnotherPerson")
    /// Something else depends on it or has that name.
    public static let inUse = Self(
        "in-use", .conflict, "Something else depends on it or has that name", next: "see the detail")
    /// The hold has ended.
    public static let holdExpired = Self(
        "hold-expired", .gone, "The hold has ended", next: "hold the slot again")
    /// The link has ended or was used.
    public static let linkExpired = Self(
        "link-expired", .gone, "The link has ended or was used", next: "ask for a new one")
    /// What was written there is destroyed.
    public static let erased = Self(
        "erased", .gone, "What was written there is destroyed", next: "begin another conversation")
    /// Somebody changed it meanwhile.
    public static let versionChanged = Self(
        "version-changed", .preconditionFailed, "Somebody changed it meanwhile",
        next: "read it again and send its ETag in If-Match")
    /// The body is larger than 256 KiB.
    public static let bodyTooLarge = Self(
        "body-too-large", .contentTooLarge, "The body is larger than 256 KiB", next: "send less")
    /// The path is longer than 8 KiB.
    public static let pathTooLong = Self(
        "path-too-long", .uriTooLong, "The path is longer than 8 KiB", next: "send a shorter one")
    /// The body must be JSON.
    public static let unsupportedMediaType = Self(
        "unsupported-media-type", .unsupportedMediaType, "The body must be JSON",
        next: "send Content-Type: application/json")
    /// A field breaks its rule.
    public static let invalid = Self(
        "invalid-request", .unprocessableContent, "A field breaks its rule",
        next: "correct the fields in errors")
    /// A rule of the clinic does not allow it.
    public static let ruleBroken = Self(
        "rule-broken", .unprocessableContent, "A rule of the clinic does not allow it",
        next: "see rule and detail")
    /// The file is none that is taken.
    public static let fileRefused = Self(
        "file-refused", .unprocessableContent, "The file is none that is taken",
        next: "send a PDF, a picture as JPEG, PNG or WebP, or plain text")
    /// The key was used for another request.
    public static let keyReused = Self(
        "idempotency-key-reused", .unprocessableContent, "The key was used for another request",
        next: "use a new key for a new request")
    /// The change needs an If-Match header.
    public static let preconditionRequired = Self(
        "precondition-required", .preconditionRequired, "The change needs an If-Match header",
        next: "read it and send its ETag in If-Match, or * to add what is not there yet")
    /// Too many requests.
    public static let rateLimited = Self(
        "rate-limited", .tooManyRequests, "Too many requests", next: "wait as Retry-After says")
    /// The headers are larger than 16 KiB.
    public static let headersTooLarge = Self(
        "headers-too-large", .requestHeaderFieldsTooLarge, "The headers are larger than 16 KiB",
        next: "send less")
    /// Something went wrong here; nothing was written.
    public static let failed = Self(
        "failed", .internalServerError, "Something went wrong here; nothing was written",
        next: "try again; tell the clinic the request id")
    /// Too busy or unable to store.
    public static let unavailable = Self(
        "unavailable", .serviceUnavailable, "Too busy or unable to store", next: "wait as Retry-After says")
    /// A part of the clinic's system does not answer.
    public static let partAway = Self(
        "part-away", .serviceUnavailable, "A part of the clinic's system does not answer",
        next: "wait as Retry-After says; everything else goes on")

    /// All kinds, as the contract lists them.
    public static let all: [ProblemKind] = [
        malformed, keyRequired, unauthenticated, wrongCredentials, forbidden, notFound, methodNotAllowed,
        timeout,
        slotTaken, illegalTransition, proposalOutdated, holdExtended, likelyDouble, inUse, holdExpired,
        linkExpired, erased,
        versionChanged, bodyTooLarge, pathTooLong, unsupportedMediaType, invalid, ruleBroken, fileRefused,
        keyReused,
        preconditionRequired, rateLimited, headersTooLarge, failed, unavailable, partAway,
    ]
}
