import Domain
import ServiceContracts
import Storage
import Words

/// A patient registers: an account first, then the patient in the book, so that a crash between leaves nothing lost.
struct RegisterAccount {
    let auth: Auth

    /// Registers, or tells the owner of a known address that somebody tried.
    ///
    /// - Throws: `AuthError.commonPassword`; otherwise the outcome is the same for known and new addresses.
    func callAsFunction(_ new: NewAccount, in language: Language) async throws {
        guard !CommonPasswords.contain(new.password.value) else { throw AuthError.commonPassword }
        let hash = try await auth.hasher.hash(new.password.value)
        let account = Account(
            id: auth.ids.next(), email: new.email.value, role: .patient, password: hash,
            patient: Patient.ID(auth.ids.next()), practitioner: nil, isActive: true, isVerified: false,
            totpSecret: nil,
            isTOTPConfirmed: false, totpStep: 0, generation: 1, version: 1)
        let code = Secrets.random()
        let isNew = try await auth.database.write { transaction in
            guard try transaction.account(email: account.email) == nil else {
                try transaction.post(Letter(.accountExists), to: account.email, in: language)
                return false
            }
            try transaction.insert(account)
            try transaction.insertRegistration(
                of: account.id, name: new.name.value, phone: new.phone?.value)
            try transaction.post(code, to: account, in: language)
            try transaction.audit("accountRegistered", account.id, by: account.caller(dependants: []))
            return true
        }
        if isNew { await auth.completeRegistrations(of: account.id) }
    }
}
