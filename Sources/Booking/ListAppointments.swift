package import Book
package import Domain
import Storage

/// Lists appointments by start, a page at a time.
package struct ListAppointments {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Appointments of a page.
    package struct Listing {
        package let items: [Appointment]
        /// Where those were that a proposal moved and whose patients have not answered.
        package let replaced: [Appointment.ID: Seat]
        /// Where to go on.
        package let next: AppointmentCursor?
    }

    /// At most `limit` appointments after `cursor`.
    package func callAsFunction(_ filter: AppointmentFilter, after cursor: AppointmentCursor?, limit: Int)
        async throws -> Listing
    {
        try await scheduling.read { transaction, _ in
            let found = try transaction.appointments(filter, after: cursor, limit: limit + 1)
            let page = Array(found.prefix(limit))
            return Listing(
                items: page, replaced: try transaction.seatsBeforeReplacement(of: page),
                next: found.count > limit ? page.last.map(AppointmentCursor.init) : nil)
        }
    }
}
