import HTTPTypes
import Platform
import ServiceContracts

extension MessagingError {
    /// The error as a problem.
    var problem: Problem {
        switch self {
        case .unknown(let kind): Problem(.notFound, "there is no such \(kind)")
        case .erased: Problem(.erased)
        case .keyReused: Problem(.keyReused)
        case .unconfirmed: Problem(.forbidden, "the account's address is not confirmed yet")
        case .tooManyBytes(let most):
            Problem(
                .rateLimited, "an account sends \(most / 1_048_576) MiB a day",
                headers: [.retryAfter: "3600"])
        case .fileChanged: .invalid("parts", "must not come while the file is completed")
        case .partLength(let expected): .invalid("body", "must be \(expected) bytes")
        case .partsMissing(let count): .invalid("parts", "\(count) of them have not come")
        case .locked: Problem.unavailable("its key is not here", after: 600)
        case .damaged: Problem(.failed)
        }
    }
}

extension FileInspection.Fault {
    /// The fault as a problem.
    var problem: Problem {
        switch self {
        case .unknownKind: Problem(.fileRefused, "it is none of the kinds of files that are taken")
        case .polyglot: Problem(.fileRefused, "it is two kinds of files at once")
        case .archive: Problem(.fileRefused, "an archive is inside")
        case .tooManyPixels: Problem(.fileRefused, "the picture has more than 120 million pixels")
        case .active:
            Problem(
                .fileRefused,
                "it does something when it is opened, brings another file, or hides what is in it")
        case .cutShort: Problem(.fileRefused, "it does not end as a file of its kind does")
        case .tooMuchText: Problem(.fileRefused, "text has at most 256 KiB")
        }
    }
}
