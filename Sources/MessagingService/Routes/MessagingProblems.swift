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
        case .tooManyFiles(let most):
            Problem(.ruleBroken, "\(most) files wait to be sent; send or drop one of them")
        case .partLength(let expected): .invalid("body", "must be \(expected) bytes")
        case .partMissing(let number): .invalid("parts", "part \(number) has not come")
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
        case .active: Problem(.fileRefused, "it does something when it is opened, or brings another file")
        case .cutShort: Problem(.fileRefused, "it does not end as a file of its kind does")
        case .tooMuchText: Problem(.fileRefused, "text has at most 256 KiB")
        }
    }
}
