/// A half-open range offered on a practitioner's schedule for one appointment type.
public struct Slot: Hashable, Sendable {
    /// What can be booked there.
    public let type: AppointmentType.ID
    /// With whom.
    public let practitioner: Practitioner.ID
    /// Where.
    public let location: Location.ID
    /// What the patient sees.
    public let range: TimeRange
    /// `range` with its buffers.
    public let busy: TimeRange
    /// The pools it would use, in id order.
    public let pools: [ResourcePool.ID]

    /// A slot as derived from the rules and the book.
    public init(
        type: AppointmentType.ID, practitioner: Practitioner.ID, location: Location.ID, range: TimeRange,
        busy: TimeRange, pools: [ResourcePool.ID]
    ) {
        self.type = type
        self.practitioner = practitioner
        self.location = location
        self.range = range
        self.busy = busy
        self.pools = pools
    }

    /// The slot of `type` with `practitioner` that starts for the patient at `start`.
    public init(
        _ type: AppointmentType, with practitioner: Practitioner, at start: Instant,
        lasting length: AppointmentLength,
        pools: [ResourcePool]
    ) {
        self.init(
            type: type.id, practitioner: practitioner.id, location: practitioner.location,
            range: length.visible(from: start), busy: length.busy(from: start), pools: pools.map(\.id)
        )
    }
}
