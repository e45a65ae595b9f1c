import ServiceContracts
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

    func hasAccount(of patient: Patient.ID) throws -> Bool {
        try first("SELECT 1 FROM account WHERE patient_id = \(patient)") != nil
    }

    /// Accounts that may sign in with a password that a seed chose.
    func countSeededPasswords() throws -> Int {
        try first("SELECT count(*) FROM account WHERE has_seeded_password = 1 AND is_active = 1")?.int(0) ?? 0
    }

    /// Accounts whose earlier tokens are refused, with the first generation that is not.
    func generations() throws -> [String: Int] {
        try Dictionary(
            rows("SELECT id, generation FROM account WHERE generation > 1").map {
                (try $0.text(0), try $0.int(1))
            }
        ) { $1 }
    }

    /// Patients' accounts made before `instant` whose address nobody confirmed, oldest first.
    func unconfirmed(madeBefore instant: Instant, limit: Int) throws -> [(id: String, patient: Patient.ID)] {
        try rows(
            """
            SELECT id, patient_id FROM account WHERE is_verified = 0 AND role = 'patient'
                AND created_at < \(instant)
            ORDER BY created_at LIMIT \(limit)
            """
        ).map { (id: try $0.text(0), patient: try $0.id(1)) }
    }

    /// Patients whose account was stored and who are not in the book yet, of one account or of all.
    func registrations(of account: String?) throws -> [(account: String, patient: Patient)] {
        var condition: SQL = "1 = 1"
        if let account { condition = "account.id = \(account)" }
        return try rows(
            """
            SELECT account.id, patient_id, email, name, phone FROM registration
            JOIN account ON account.id = account_id WHERE \(condition)
            """
        ).map {
            (
                account: try $0.text(0),
                patient: Patient(
                    id: try $0.id(1), name: try $0.text(3), email: try $0.text(2),
                    phone: try $0.optionalText(4))
            )
        }
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
    func change(_ id: String, role: Role, isActive: Bool) throws {
        try run(
            """
            UPDATE account SET role = \(role.rawValue), is_active = \(isActive), version = version + 1,
                generation = generation + 1
            WHERE id = \(id)
            """)
        try tell(.rightsChanged, id, version: requireAccount(id).generation)
    }

    /// Tokens that say what the account might do before are refused from now on.
    func nextGeneration(of account: String) throws {
        try run("UPDATE account SET generation = generation + 1 WHERE id = \(account)")
        try tell(.rightsChanged, account, version: requireAccount(account).generation)
    }

    /// Notes that a seed chose the password.
    func markSeeded(_ account: String) throws {
        try run("UPDATE account SET has_seeded_password = 1 WHERE id = \(account)")
    }

    /// Notes who a new account's patient is, until the book knows.
    func insertRegistration(of account: String, name: String, phone: String?) throws {
        try run(
            "INSERT INTO registration (account_id, name, phone) VALUES (\(account), \(name), \(phone))")
    }

    func deleteRegistration(of account: String) throws {
        try run("DELETE FROM registration WHERE account_id = \(account)")
    }

    /// Forgets an account nobody confirmed, with everything that is its own.
    func forget(account: String) throws {
        guard try self.account(account)?.isVerified == false else { return }
        try endSessions(of: account)
        let statements: [SQL] = [
            """
            DELETE FROM refresh_token
            WHERE session_id IN (SELECT id FROM session WHERE account_id = \(account))
            """,
            "DELETE FROM session WHERE account_id = \(account)",
            "DELETE FROM registration WHERE account_id = \(account)",
            "DELETE FROM password_reset WHERE account_id = \(account)",
            "DELETE FROM address_code WHERE account_id = \(account)",
            "DELETE FROM recovery_code WHERE account_id = \(account)",
            "DELETE FROM proxy WHERE account_id = \(account)",
            "DELETE FROM account WHERE id = \(account)",
        ]
        for statement in statements { try run(statement) }
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
    func setPassword(_ hash: String, of account: Account, keeping session: String? = nil) throws {
        try run(
            """
            UPDATE account SET password = \(hash), has_seeded_password = 0, version = version + 1
            WHERE id = \(account.id)
            """)
        try run("DELETE FROM attempt WHERE email = \(account.email)")
        try endSessions(of: account.id, keeping: session)
    }
}
