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
            try transaction.unconfirmed(
                madeBefore: transaction.now - Minutes(Self.days * 1_440), limit: 1_000)
        }
        let caller = Caller(name: "upkeep", role: .administrator)
        for (account, patient) in old where try await auth.patients.forget(patient, by: caller) {
            try await auth.database.write { transaction in
                try transaction.audit("accountForgotten", account, by: caller)
                try transaction.forget(account: account)
            }
        }
        try await auth.hear()
    }
}
