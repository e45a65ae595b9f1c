import Book
import Domain
import Storage

/// Lists appointments by start, a page at a time.
struct ListAppointments {
    let scheduling: Scheduling

    /// Appointments of a page.
    struct Listing {
        let items: [Appointment]
        /// Where those were that a proposal moved and whose patients have not answered.
        let replaced: [Appointment.ID: Seat]
        /// Where to go on.
        let next: AppointmentCursor?
    }

    /// At most `limit` appointments after `cursor`.
    func callAsFunction(_ filter: AppointmentFilter, after cursor: AppointmentCursor?, limit: Int)
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
