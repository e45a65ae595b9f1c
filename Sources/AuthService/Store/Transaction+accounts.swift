import Domain
import Storage

extension ReadTransaction {
    func account(_ id: String) throws -> Account? { try accounts(where: "id = \(id)").first }

    func account(email: String) throws -> Account? { try accounts(where: "email = \(email)").first }

    /// All accounts by address, after `address`.
    func accounts(after address: String, limit: Int) throws -> [Account] {
        try accounts(where: "email > \(address)", limit: limit)
    }

    func requireAccount(_ id: String) throws -> Account {
        guard let account = try account(id) else { throw AuthError.unknown }
        return account
    }

    /// Patients an account acts for beside its own.
    func dependants(of account: String) throws -> [Patient.ID] {
        try rows("SELECT patient_id FROM proxy WHERE account_id = \(account) ORDER BY patient_id").map {
            try $0.id(0)
        }
    }

    func countAdministrators() throws -> Int {
        try first("SELECT count(*) FROM account WHERE role = 'administrator' AND is_active = 1")?.int(0) ?? 0
    }

    private func accounts(where condition: SQL, limit: Int = 1) throws -> [Account] {
        let query: SQL = """
            SELECT id, email, role, password, patient_id, practitioner_id, is_active, totp_secret, totp_is_confirmed,
                totp_step, generation, version, is_verified
            FROM account WHERE \(condition) ORDER BY email LIMIT \(limit)
            """
        return try rows(query).map { row in
            guard let role = Role(rawValue: try row.text(2)) else {
                throw StorageError.unexpectedValue(column: 2, wanted: "a role", found: try row.text(2))
            }
            return Account(
                id: try row.text(0), email: try row.text(1), role: role, password: try row.optionalText(3),
                patient: try row.optionalText(4).map { Patient.ID($0) },
                practitioner: try row.optionalText(5).map { Practitioner.ID($0) },
                isActive: try row.integer(6) == 1, isVerified: try row.integer(12) == 1,
                totpSecret: try row.optionalText(7), isTOTPConfirmed: try row.integer(8) == 1,
                totpStep: try row.int(9), generation: try row.int(10), version: try row.int(11))
        }
    }
}

extension Transaction {
    /// Takes the authenticator and its recovery codes away.
    func removeAuthenticator(of account: String) throws {
        try run(
            """
            UPDATE account SET totp_secret = NULL, totp_is_confirmed = 0, version = version + 1
            WHERE id = \(account)
            """)
        try run("DELETE FROM recovery_code WHERE account_id = \(account)")
    }

    func insert(_ account: Account) throws {
        try run(
            """
            INSERT INTO account (id, email, role, password, patient_id, practitioner_id, is_active, is_verified,
                created_at)
            VALUES (\(account.id), \(account.email), \(account.role.rawValue), \(account.password),
                \(account.patient?.rawValue), \(account.practitioner?.rawValue), \(account.isActive),
                \(account.isVerified), \(now))
            """)
    }

    /// Sets a password, ends every session but `session` and lets attempts begin anew.
    ///
    /// - Returns: The sessions that ended.
    func setPassword(_ hash: String, of account: Account, keeping session: String? = nil) throws -> [String] {
        try run(
            """
            UPDATE account SET password = \(hash), has_seeded_password = 0, version = version + 1
            WHERE id = \(account.id)
            """)
        try run("DELETE FROM attempt WHERE email = \(account.email)")
        return try endSessions(of: account.id, keeping: session)
    }
}
