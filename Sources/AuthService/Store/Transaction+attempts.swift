import Domain
import Storage

extension ReadTransaction {
    /// Throws while an address that failed must wait.
    func requirePatience(_ email: String, _ address: String) throws {
        let query: SQL = "SELECT until FROM attempt WHERE email = \(email) AND address = \(address)"
        guard let until = try first(query)?.instant(0), until > now else { return }
        throw AuthError.tooManyAttempts(seconds: Int(until.seconds(since: now)))
    }
}

extension Transaction {
    /// Counts a failure of an address for an account, and says how long it waits.
    func noteFailure(_ email: String, _ address: String) throws {
        let query: SQL = "SELECT failures FROM attempt WHERE email = \(email) AND address = \(address)"
        let failures = (try first(query)?.int(0) ?? 0) + 1
        let until = Instant(secondsSince1970: now.secondsSince1970 + SignIn.wait(after: failures))
        try run(
            """
            INSERT INTO attempt (email, address, failures, until) VALUES (\(email), \(address), \(failures), \(until))
            ON CONFLICT (email, address) DO UPDATE SET failures = excluded.failures, until = excluded.until
            """)
    }

    /// Lets an address begin anew.
    func forgetFailures(_ email: String, _ address: String) throws {
        try run("DELETE FROM attempt WHERE email = \(email) AND address = \(address)")
    }
}
