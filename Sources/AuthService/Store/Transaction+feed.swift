import ServiceContracts
import Storage

extension Transaction {
    /// Appends to the accounts' feed.
    func tell(_ event: IdentityEvent, _ subject: String, version: Int = 1) throws {
        try publish(event.rawValue, subject, version: version, audience: [])
    }
}
