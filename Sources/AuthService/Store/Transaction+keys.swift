import Domain
import Storage

extension ReadTransaction {
    /// Keys that sign tokens, oldest first.
    func signingKeys() throws -> [(id: String, secret: String, madeAt: Instant)] {
        try rows("SELECT id, private, made_at FROM signing_key ORDER BY made_at").map {
            (id: try $0.text(0), secret: try $0.text(1), madeAt: try $0.instant(2))
        }
    }

    func hasSigningKey(madeAfter instant: Instant) throws -> Bool {
        try first("SELECT 1 FROM signing_key WHERE made_at > \(instant)") != nil
    }
}

extension Transaction {
    func insertSigningKey(_ id: String, _ secret: String) throws {
        try run("INSERT INTO signing_key (id, private, made_at) VALUES (\(id), \(secret), \(now))")
    }

    func deleteSigningKeys(madeBefore instant: Instant) throws {
        try run("DELETE FROM signing_key WHERE made_at < \(instant)")
    }
}
