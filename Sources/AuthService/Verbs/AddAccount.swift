public import Domain
import Platform
public import ServiceContracts
import Storage

/// Makes an account from the command line, with a code that sets its password.
public struct AddAccount: Sendable {
    private let auth: Auth

    /// Adds to the accounts of `auth`.
    public init(_ auth: Auth) { self.auth = auth }

    /// Makes the account.
    ///
    /// - Parameters:
    ///   - email: One account per address.
    ///   - role: What it may do follows from this.
    ///   - owner: The patient or practitioner whose account it is.
    ///   - caller: Named in the audit trail.
    /// - Returns: A code that sets the password, once, within a day.
    /// - Throws: ``AddAccountError``; nothing was written then.
    public func callAsFunction(
        _ email: String, _ role: Role, of owner: String?, by caller: Caller
    ) async throws -> PasswordLinkBody {
        guard let address = EmailAddress(email) else {
            throw AddAccountError(description: "EMAIL: “\(email)” is no e-mail address")
        }
        let new = NewUser(
            email: address, role: role,
            practitioner: role == .practitioner ? owner.map { Practitioner.ID($0) } : nil,
            patient: role == .patient ? owner.map { Patient.ID($0) } : nil)
        do {
            let user = try await ManageUsers(auth: auth).create(new, by: caller)
            return try await ResetPassword(auth: auth).link(for: user.id, by: caller)
        } catch let error as AuthError {
            throw AddAccountError(description: error.problem.detail ?? error.problem.kind.title)
        }
    }
}

extension AddAccount {
    /// Takes the authenticator of somebody who has lost it away, from the command line.
    ///
    /// - Throws: ``AddAccountError`` if no account with an authenticator has the address; nothing was written then.
    public func removeAuthenticator(of email: String, by caller: Caller) async throws {
        do {
            let account = try await auth.database.read { try $0.account(email: email.lowercased()) }
            guard let account else { throw AuthError.unknown }
            try await UseAuthenticator(auth: auth).remove(of: account.id, by: caller)
        } catch AuthError.unknown {
            throw AddAccountError(description: "EMAIL: no account with an authenticator has “\(email)”")
        }
    }
}

/// Why no account was made: field and rule.
public struct AddAccountError: Error, Sendable, CustomStringConvertible {
    /// The fact and the next step.
    public let description: String
}
