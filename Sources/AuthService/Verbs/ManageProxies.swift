import Domain
import ServiceContracts
import Storage

/// Lets an account act for a patient, as a parent does for a child.
struct ManageProxies {
    let auth: Auth

    /// Who acts for a patient.
    ///
    /// - Throws: `AuthError.unknown` if there is no such patient.
    func list(_ patient: Patient.ID) async throws -> [ProxyBody] {
        guard try await auth.patients.knows(patient) else { throw AuthError.unknown }
        return try await auth.database.read { try $0.proxies(of: patient) }
    }

    /// Adds somebody; nothing happens if they act for the patient already.
    ///
    /// - Throws: `AuthError.unknown` if there is no such patient; `.addressNotConfirmed` if the address has no patient's
    ///   account or nobody has confirmed it: anybody can register with another's address.
    func add(_ email: EmailAddress, for patient: Patient.ID, by caller: Caller) async throws -> ProxyBody {
        guard try await auth.patients.knows(patient) else { throw AuthError.unknown }
        let body = try await auth.database.write { transaction in
            guard let account = try transaction.account(email: email.value), account.role == .patient,
                account.isVerified
            else {
                throw AuthError.addressNotConfirmed
            }
            try transaction.insertProxy(account.id, for: patient)
            try transaction.audit("proxyAdded", patient.rawValue, by: caller, detail: account.id)
            try transaction.nextGeneration(of: account.id)
            return ProxyBody(account: account.id, patient: patient, since: transaction.now)
        }
        try await auth.hear()
        return body
    }

    /// Takes somebody away.
    ///
    /// - Throws: `AuthError.unknown` if they do not act for the patient.
    func remove(_ account: String, for patient: Patient.ID, by caller: Caller) async throws {
        try await auth.database.write { transaction in
            guard try transaction.deleteProxy(account, for: patient) else { throw AuthError.unknown }
            try transaction.audit("proxyRemoved", patient.rawValue, by: caller, detail: account)
            try transaction.nextGeneration(of: account)
            try transaction.endLinks(madeBy: account, to: patient)
        }
        try await auth.tellOthers()
    }
}
