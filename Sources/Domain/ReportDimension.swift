/// By what a report tells figures apart.
public enum ReportDimension: String, Sendable, Hashable, CaseIterable, Codable {
    // When it begins, on the clock of its location.
    case day, week, month, weekday, hour
    // What it is.
    case practitioner, location, appointmentType, priority
    // How it stands, and how it came to be.
    case status, lead, bookedBy, cancelledBy, cancelReason
    // Who was meant, and whether they were reminded.
    case age, reminded
}
