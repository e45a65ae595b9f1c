import Domain
import HTTPTypes
import Platform
import ServiceContracts

/// Why the auth service refuses; nothing was written then but a failed attempt.
enum AuthError: Error, Sendable, Equatable {
    /// Address, password or code do not match, or the account cannot sign in; which of them is not told.
    case wrongCredentials
    /// The account's authenticator must give a code as well.
    case codeRequired
    /// Too many attempts of this address for this account.
    case tooManyAttempts(seconds: Int)
    /// The refresh token is unknown, used up or of a session that ended.
    case noSession
    /// The link is unknown, used or has ended.
    case linkExpired
    /// A password that everybody tries first.
    case commonPassword
    /// No such account, session or relation, or it is not the caller's.
    case unknown
    /// The address has an account.
    case emailInUse
    /// The patient has an account.
    case patientHasAccount
    /// No patient's account has confirmed the address.
    case addressNotConfirmed
    /// The account would have no role that fits.
    case roleDoesNotFit(String)
    /// The last administrator cannot be taken away.
    case lastAdministrator

    var problem: Problem {
        switch self {
        case .wrongCredentials: Problem(.wrongCredentials)
        case .codeRequired:
            Problem(
                .wrongCredentials, "the account asks for a code of its authenticator",
                members: ["codeRequired": true])
        case .tooManyAttempts(let seconds):
            Problem(.rateLimited, "too many attempts", headers: [.retryAfter: "\(seconds)"])
        case .noSession: Problem(.unauthenticated)
        case .linkExpired: Problem(.linkExpired)
        case .commonPassword:
            Problem.invalid("password", "is one of the passwords that are tried first; choose another")
        case .unknown: Problem(.notFound)
        case .emailInUse: Problem(.inUse, "the address has an account")
        case .patientHasAccount:
            Problem(.inUse, "the patient has an account already; change that one, or choose another patient")
        case .addressNotConfirmed:
            Problem.invalid("email", "must be an address that a patient's account has confirmed")
        case .roleDoesNotFit(let why): Problem.invalid("role", why)
        case .lastAdministrator: Problem(.inUse, "the clinic needs an administrator who can sign in")
        }
    }
}
