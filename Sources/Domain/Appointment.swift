/// The agreed meeting of a patient and a practitioner.
public struct Appointment: Hashable, Sendable {
    /// Typed id.
    public typealias ID = Identifier<Appointment>

    /// Identity.
    public let id: ID
    /// Starts at 1 and grows with every change; what is due for an appointment is derived from its version.
    public let version: Int
    /// Where it stands.
    public let status: AppointmentStatus
    /// What it is.
    public let type: AppointmentType.ID
    /// Who gives care.
    public let practitioner: Practitioner.ID
    /// Who receives care.
    public let patient: Patient.ID
    /// What the patient sees.
    public let range: TimeRange
    /// `range` with its buffers: what practitioner and pools are busy with.
    public let busy: TimeRange
    /// The pools it uses, in id order.
    public let pools: [ResourcePool.ID]
    /// How soon care is needed.
    public let priority: Priority
    /// Whether plans must leave it where it is.
    public let isPinned: Bool
    /// When it was booked.
    public let bookedAt: Instant
    /// Set only on a permitted overbook: why staff put it over another.
    public let overbookReason: String?
    /// The series it belongs to.
    public let series: String?

    /// An appointment as it stands in the book.
    public init(
        id: ID, version: Int = 1, status: AppointmentStatus, type: AppointmentType.ID,
        practitioner: Practitioner.ID,
        patient: Patient.ID, range: TimeRange, busy: TimeRange, pools: [ResourcePool.ID] = [],
        priority: Priority = .normal, isPinned: Bool = false, bookedAt: Instant,
        overbookReason: String? = nil,
        series: String? = nil
    ) {
        self.id = id
        self.version = version
        self.status = status
        self.type = type
        self.practitioner = practitioner
        self.patient = patient
        self.range = range
        self.busy = busy
        self.pools = pools
        self.priority = priority
        self.isPinned = isPinned
        self.bookedAt = bookedAt
        self.overbookReason = overbookReason
        self.series = series
    }

    /// Length and buffers as they were booked.
    public var length: AppointmentLength {
        AppointmentLength(
            duration: Minutes(Int(range.seconds / 60)),
            bufferBefore: Minutes(Int(range.start.seconds(since: busy.start) / 60)),
            bufferAfter: Minutes(Int(busy.end.seconds(since: range.end) / 60))
        )
    }
}
