import Domain
import Storage

/// Lists appointments by start, a page at a time.
struct ListAppointments {
    let scheduling: Scheduling

    /// What to list; absent parts do not narrow.
    struct Filter {
        var patients: [Patient.ID]?
        var practitioner: Practitioner.ID?
        var from: Instant?
        var to: Instant?
        var status: AppointmentStatus?
    }

    /// Where a page ended: the last start and id.
    struct Cursor {
        let start: Instant
        let id: Appointment.ID

        init(_ appointment: Appointment) {
            start = appointment.range.start
            id = appointment.id
        }

        /// Reads what `text` wrote; `nil` for anything else.
        init?(_ text: String) {
            let parts = text.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, let seconds = Int64(parts[0]), seconds.magnitude < 1 << 40 else {
                return nil
            }
            start = Instant(secondsSince1970: seconds)
            id = Appointment.ID(String(parts[1]))
        }

        var text: String { "\(start.secondsSince1970).\(id)" }
    }

    /// Appointments of a page.
    struct Listing {
        let items: [Appointment]
        /// Where those were that a proposal moved and whose patients have not answered.
        let replaced: [Appointment.ID: Proposal.Seat]
        /// Where to go on.
        let next: Cursor?
    }

    /// At most `limit` appointments after `cursor`.
    func callAsFunction(_ filter: Filter, after cursor: Cursor?, limit: Int) async throws -> Listing {
        try await scheduling.read { transaction, _ in
            let found = try transaction.appointments(filter, after: cursor, limit: limit + 1)
            let page = Array(found.prefix(limit))
            return Listing(
                items: page, replaced: try transaction.seatsBeforeReplacement(of: page),
                next: found.count > limit ? page.last.map(Cursor.init) : nil)
        }
    }
}
