import Domain
import ServiceContracts
import Storage

/// Makes and changes accounts, for administrators.
struct ManageUsers {
    let auth: Auth

    /// Accounts by address, after `cursor`.
    func list(after cursor: String?, limit: Int) async throws -> Page<UserBody> {
        let found = try await auth.database.read { try $0.accounts(after: cursor ?? "", limit: limit + 1) }
        let page = found.prefix(limit)
        return Page(items: page.map(\.body), next: found.count > limit ? page.last?.email : nil)
    }

    /// One account.
    func show(_ id: String) async throws -> UserBody {
        try await auth.database.read { try $0.requireAccount(id).body }
    }

    /// Makes an account without a password; a link sets it.
    ///
    /// - Throws: `AuthError.emailInUse` or `.roleDoesNotFit`.
    func create(_ new: NewUser, by caller: Caller) async throws -> UserBody {
        guard (new.role == .patient) == (new.patient != nil) else {
            throw AuthError.roleDoesNotFit("patient: an account of a patient, and no other, names a patient")
        }
        guard (new.role == .practitioner) == (new.practitioner != nil) else {
            throw AuthError.roleDoesNotFit(
                "practitioner: an account of a practitioner, and no other, names one")
        }
        if let patient = new.patient, try await !auth.patients.knows(patient) {
            throw AuthError.roleDoesNotFit("patient: there is no such patient")
        }
        if let practitioner = new.practitioner, try await !auth.appointments.knows(practitioner) {
            throw AuthError.roleDoesNotFit("practitioner: there is no such practitioner")
        }
        let account = Account(
            id: auth.ids.next(), email: new.email.value, role: new.role, password: nil, patient: new.patient,
            practitioner: new.practitioner, isActive: true, totpSecret: nil, isTOTPConfirmed: false,
            totpStep: 0,
            generation: 1, version: 1)
        return try await auth.database.write { transaction in
            guard try transaction.account(email: account.email) == nil else { throw AuthError.emailInUse }
            if let patient = account.patient, try transaction.hasAccount(of: patient) {
                throw AuthError.patientHasAccount
            }
            try transaction.insert(account)
            try transaction.audit("accountMade", account.id, by: caller, detail: account.role.rawValue)
            return account.body
        }
    }

    /// Changes role or activity; what the account's tokens say is refused from now on.
    ///
    /// - Parameters:
    ///   - id: Which account.
    ///   - change: What is different.
    ///   - caller: Named in the audit trail.
    ///   - check: Called with the present version; throws if it is not the expected one.
    /// - Returns: The account as it is then.
    /// - Throws: ``AuthError``.
    func change(
        _ id: String, _ change: UserChange, by caller: Caller, check: @escaping @Sendable (Int) throws -> Void
    ) async throws -> UserBody {
        let account = try await auth.database.write { transaction in
            let old = try transaction.requireAccount(id)
            try check(old.version)
            let (role, isActive) = (change.role ?? old.role, change.isActive ?? old.isActive)
            guard role == old.role || (role.isStaffWithoutSchedule && old.role.isStaffWithoutSchedule) else {
                throw AuthError.roleDoesNotFit(
                    "can change among receptionist, administrator and planner; make a new account for another"
                )
            }
            try transaction.change(id, role: role, isActive: isActive)
            if try transaction.countAdministrators() == 0 { throw AuthError.lastAdministrator }
            try transaction.audit(
                "accountChanged", id, by: caller,
                detail: "\(role.rawValue), \(isActive ? "active" : "inactive")")
            if !isActive { try transaction.endSessions(of: id) }
            try transaction.endLinks(madeBy: id, to: nil)
            return try transaction.requireAccount(id)
        }
        try await auth.tellOthers()
        return account.body
    }
}

extension Role {
    fileprivate var isStaffWithoutSchedule: Bool { self != .patient && self != .practitioner }
}
