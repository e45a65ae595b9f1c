public import Domain

/// A slot that can be booked.
public struct SlotBody: Body, Hashable {
    /// What can be booked.
    public let appointmentType: AppointmentType.ID
    /// With whom.
    public let practitioner: Practitioner.ID
    /// Where.
    public let location: Location.ID
    /// When the patient's time begins.
    public let start: Instant
    /// When it ends.
    public let end: Instant

    /// A slot.
    public init(_ slot: Slot) {
        appointmentType = slot.type
        practitioner = slot.practitioner
        location = slot.location
        start = slot.range.start
        end = slot.range.end
    }

    /// A quarter of an hour.
    public static var example: Self {
        Self(
            Slot(
                type: "gp-return", practitioner: "p-01", location: "loc-1",
                range: TimeRange(start: .sample, length: 15), busy: TimeRange(start: .sample, length: 15),
                pools: []))
    }
}
