import Domain
import ServiceContracts

/// Somebody who can sign in.
struct Account: Sendable, Hashable {
    let id: String
    let email: String
    let role: Role
    /// argon2id in its encoded form; `nil` until one is set.
    let password: String?
    let patient: Patient.ID?
    let practitioner: Practitioner.ID?
    let isActive: Bool
    /// Whether it was shown that mail to the address reaches whoever has the account.
    var isVerified = true
    /// In base 32; `nil` without an authenticator.
    let totpSecret: String?
    let isTOTPConfirmed: Bool
    /// The last step a code was used for.
    let totpStep: Int
    /// Grows when rights change; tokens of an earlier one are refused.
    let generation: Int
    let version: Int

    /// What the account is to the services.
    func caller(dependants: [Patient.ID]) -> Caller {
        Caller(
            name: id, role: role, patients: Set([patient].compactMap { $0 } + dependants),
            practitioner: practitioner, isConfirmed: isVerified)
    }

    var body: UserBody {
        UserBody(
            id: id, email: email, role: role, patient: patient, practitioner: practitioner,
            isActive: isActive,
            hasAuthenticator: isTOTPConfirmed, version: version)
    }
}
