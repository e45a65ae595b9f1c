/// Calendars of others as they are written, in order of the file.
public struct CalendarText: Sendable {
    let calendars: [CalendarComponent]

    /// Reads a file.
    ///
    /// - Throws: ``CalendarFault``.
    public init(_ bytes: some Collection<UInt8>) throws(CalendarFault) {
        calendars = try CalendarComponent.calendars(in: bytes)
    }

    /// Ids of what looks like appointments of a clinic, as their feeds have them: of this one or of another.
    public var appointments: Set<String> {
        Set(calendars.flatMap { $0.parts("VEVENT") }.compactMap(\.appointment))
    }
}

extension CalendarComponent {
    /// The id of the appointment that an event shows; `nil` for what is none of a clinic's.
    var appointment: String? {
        let (uid, end) = (self["UID"]?.value ?? "", CalendarEvent.uid(of: ""))
        return uid.hasSuffix(end) ? String(uid.dropLast(end.count)) : nil
    }
}
