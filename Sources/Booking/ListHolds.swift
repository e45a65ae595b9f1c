package import Book
package import Domain
import Storage

/// Lists what patients hold at the moment, so that a page that was loaded again can go on with it.
package struct ListHolds {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Live holds of `patients`, soonest end first; offers of the waitlist are listed as offers.
    package func callAsFunction(of patients: Set<Patient.ID>) async throws -> [Hold] {
        try await scheduling.read { transaction, context in
            try transaction.holds(of: patients, context)
        }
    }
}
