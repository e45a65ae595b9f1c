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
        return try await auth.database.read { transaction in
            try transaction.rows(
                "SELECT account_id, since FROM proxy WHERE patient_id = \(patient) ORDER BY since"
            ).map {
                ProxyBody(account: try $0.text(0), patient: patient, since: try $0.instant(1))
            }
        }
    }

    /// Adds somebody; nothing happens if they act for the patient already.
    ///
    /// - Throws: `AuthError.unknown` if there is no such patient; `.addressNotConfirmed` if the address has no patient's
    ///   account or nobody has confirmed it: anybody can register with another's address.
    func add(_ email: EmailAddress, for patient: Patient.ID, by caller: Caller) async throws -> ProxyBody {
        guard try await auth.patients.knows(patient) else { throw AuthError.unknown }
        let (body, generation) = try await auth.database.write { transaction -> (ProxyBody, Int) in
            guard let account = try transaction.account(email: email.value), account.role == .patient,
                account.isVerified
            else {
                throw AuthError.addressNotConfirmed
            }
            try transaction.run(
                """
                INSERT INTO proxy (account_id, patient_id, since) VALUES (\(account.id), \(patient), \(transaction.now))
                ON CONFLICT DO NOTHING
                """)
            try transaction.audit("proxyAdded", patient.rawValue, by: caller, detail: account.id)
            return (
                ProxyBody(account: account.id, patient: patient, since: transaction.now),
                try transaction.nextGeneration(of: account.id)
            )
        }
        auth.tokens.refuse(account: body.account, before: generation)
        return body
    }

    /// Takes somebody away.
    ///
    /// - Throws: `AuthError.unknown` if they do not act for the patient.
    func remove(_ account: String, for patient: Patient.ID, by caller: Caller) async throws {
        let generation = try await auth.database.write { transaction in
            guard
                try transaction.run(
                    "DELETE FROM proxy WHERE account_id = \(account) AND patient_id = \(patient)") > 0
            else { throw AuthError.unknown }
            try transaction.audit("proxyRemoved", patient.rawValue, by: caller, detail: account)
            return try transaction.nextGeneration(of: account)
        }
        auth.tokens.refuse(account: account, before: generation)
        try await auth.patients.endLinks(madeBy: account, to: patient)
    }
}

extension Transaction {
    /// Tokens that say what the account might do before are refused from now on.
    fileprivate func nextGeneration(of account: String) throws -> Int {
        try run("UPDATE account SET generation = generation + 1 WHERE id = \(account)")
        return try requireAccount(account).generation
    }
}
