package import Domain

/// Where a page ended: the last start and id.
package struct AppointmentCursor {
    package let start: Instant
    package let id: Appointment.ID

    package init(_ appointment: Appointment) {
        start = appointment.range.start
        id = appointment.id
    }

    /// Reads what `text` wrote; `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let seconds = Int64(parts[0]), seconds.magnitude < 1 << 40 else {
            return nil
        }
        start = Instant(secondsSince1970: seconds)
        id = Appointment.ID(String(parts[1]))
    }

    package var text: String { "\(start.secondsSince1970).\(id)" }
}
