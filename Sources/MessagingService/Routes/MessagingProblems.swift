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
        case .locked: Problem.unavailable("its key is not here", after: 600)
        case .damaged: Problem(.failed)
        }
    }
}
