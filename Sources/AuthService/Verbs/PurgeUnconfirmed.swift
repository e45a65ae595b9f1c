import Domain
import ServiceContracts
import Storage

/// Forgets accounts whose address nobody confirmed within days, with their patients if nothing was ever booked for them.
///
/// *Why.* Registering is free: without an end to it the book fills with people who do not exist.
struct PurgeUnconfirmed {
    let auth: Auth

    private static let days = 7

    /// Forgets them; what cannot be forgotten is tried again the next time.
    func callAsFunction() async throws {
        let old = try await auth.database.read { transaction in
            try transaction.rows(
                """
                SELECT id, patient_id FROM account WHERE is_verified = 0 AND role = 'patient'
                    AND created_at < \(transaction.now - Minutes(Self.days * 1_440))
                ORDER BY created_at LIMIT 1000
                """)
        }
        for row in old {
            let (account, patient): (String, Patient.ID) = (try row.text(0), try row.id(1))
            try await auth.patients.forget(patient, by: Caller(name: "upkeep", role: .administrator))
            guard try await !auth.patients.knows(patient) else { continue }
            let ended = try await auth.database.write { try $0.forget(account: account) }
            for session in ended { auth.tokens.end(session: session) }
        }
    }
}

extension Transaction {
    /// - Returns: The sessions that ended.
    fileprivate func forget(account: String) throws -> [String] {
        guard try first("SELECT 1 FROM account WHERE id = \(account) AND is_verified = 0") != nil else {
            return []
        }
        let ended = try endSessions(of: account)
        try run(
            "DELETE FROM refresh_token WHERE session_id IN (SELECT id FROM session WHERE account_id = \(account))"
        )
        let statements: [SQL] = [
            "DELETE FROM session WHERE account_id = \(account)",
            "DELETE FROM registration WHERE account_id = \(account)",
            "DELETE FROM password_reset WHERE account_id = \(account)",
            "DELETE FROM address_code WHERE account_id = \(account)",
            "DELETE FROM recovery_code WHERE account_id = \(account)",
            "DELETE FROM proxy WHERE account_id = \(account)",
            "DELETE FROM account WHERE id = \(account)",
        ]
        for statement in statements { try run(statement) }
        try audit("accountForgotten", account, by: Caller(name: "upkeep", role: .administrator))
        return ended
    }
}
