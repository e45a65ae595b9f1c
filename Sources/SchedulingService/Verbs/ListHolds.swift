import Book
import Domain
import Storage

/// Lists what patients hold at the moment, so that a page that was loaded again can go on with it.
struct ListHolds {
    let scheduling: Scheduling

    /// Live holds of `patients`, soonest end first; offers of the waitlist are listed as offers.
    func callAsFunction(of patients: Set<Patient.ID>) async throws -> [Hold] {
        try await scheduling.write { transaction, context in
            try transaction.holds(of: patients, context)
        }
    }
}
