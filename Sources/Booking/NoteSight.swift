package import Book
package import Domain
import Storage

/// Notes that a patient, or who acts for them, sees where a plan moved an appointment.
package struct NoteSight {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) { self.scheduling = scheduling }

    /// Notes it, once; what staff see is no sight of the patient's.
    ///
    /// - Throws: `BookingError.unknown` for what the caller may not see; nothing was written then.
    package func callAsFunction(_ id: Appointment.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in
            let appointment = try transaction.appointment(id, .book, for: caller)
            guard caller.role == .patient else { return }
            try transaction.noteSight(of: appointment)
        }
    }
}
