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

    /// Takes one of the requests that a client may make where passwords are checked, at whatever instance: ten at once, then one
    /// each five seconds.
    ///
    /// Source: the generic cell rate algorithm (ITU-T I.371), with the time at which the client has nothing on account.
    ///
    /// - Returns: `nil` if there was one, else the seconds until there is.
    func takeAllowance(of client: String) throws -> Int? {
        let (each, most): (Int64, Int64) = (5, 50)
        let known = try first("SELECT until FROM allowance WHERE client = \(client)")?.instant(0) ?? now
        // A clock that was ahead must not keep anybody waiting for longer than the rule does.
        let latest = Instant(secondsSince1970: now.secondsSince1970 + most)
        let until = Instant(secondsSince1970: min(max(known, now), latest).secondsSince1970 + each)
        let wait = until.seconds(since: now) - most
        guard wait <= 0 else { return Int(wait) }
        try run(
            """
            INSERT INTO allowance (client, until) VALUES (\(client), \(until))
            ON CONFLICT (client) DO UPDATE SET until = excluded.until
            """)
        return nil
    }

    /// Lets an address begin anew.
    func forgetFailures(_ email: String, _ address: String) throws {
        try run("DELETE FROM attempt WHERE email = \(email) AND address = \(address)")
    }
}
