package import Domain

/// An appointment as one line of text: the answer that a repeated request gets again, whatever has happened since.
package extension Appointment {
    /// Fields separated by spaces, the free text of an overbook last.
    var record: String {
        let fields: [String] = [
            id.rawValue, "\(version)", status.rawValue, type.rawValue, practitioner.rawValue,
            patient.rawValue,
            "\(range.start.secondsSince1970)", "\(range.end.secondsSince1970)",
            "\(busy.start.secondsSince1970)",
            "\(busy.end.secondsSince1970)", poolText(pools), priority.rawValue, isPinned ? "1" : "0",
            "\(bookedAt.secondsSince1970)", series ?? "-", overbookReason ?? "-",
        ]
        return fields.joined(separator: " ")
    }

    /// Reads what `record` wrote; `nil` for anything else.
    init?(record: Substring) {
        let fields = record.split(separator: " ", maxSplits: 15).map(String.init)
        guard fields.count == 16, let version = Int(fields[1]),
            let status = AppointmentStatus(rawValue: fields[2]),
            let priority = Priority(rawValue: fields[11])
        else { return nil }
        let seconds = [6, 7, 8, 9, 13].compactMap { Int64(fields[$0]) }.map(Instant.init(secondsSince1970:))
        guard seconds.count == 5 else { return nil }
        self.init(
            id: ID(fields[0]), version: version, status: status, type: AppointmentType.ID(fields[3]),
            practitioner: Practitioner.ID(fields[4]), patient: Patient.ID(fields[5]),
            range: TimeRange(start: seconds[0], end: seconds[1]),
            busy: TimeRange(start: seconds[2], end: seconds[3]),
            pools: poolIDs(fields[10]), priority: priority, isPinned: fields[12] == "1", bookedAt: seconds[4],
            overbookReason: fields[15] == "-" ? nil : fields[15], series: fields[14] == "-" ? nil : fields[14]
        )
    }
}
