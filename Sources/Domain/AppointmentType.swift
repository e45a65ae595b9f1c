/// A bookable kind of appointment: how long it takes, what it needs and which limits it obeys.
public struct AppointmentType: Hashable, Sendable, Codable {
    /// Typed id.
    public typealias ID = Identifier<AppointmentType>
    /// Identity.
    public let id: ID
    /// For people.
    public let name: String
    /// Time with the patient and the buffers around it.
    public let length: AppointmentLength
    /// The skill a practitioner must have.
    public let skill: String
    /// Purposes of the resource pools needed for the whole appointment, each once.
    public let purposes: [String]
    /// Starts are offered every this many minutes of the wall clock, counted from the start of the window.
    public let grid: Minutes
    /// Price in cents.
    public let priceCents: Int
    /// When and how often it may be booked.
    public let limits: BookingLimits
    /// Whether what patients book waits for approval; it keeps its time from others meanwhile.
    public let needsApproval: Bool

    /// A type; see the properties for units.
    public init(
        id: ID, name: String, length: AppointmentLength, skill: String, purposes: [String] = [],
        grid: Minutes = 5,
        priceCents: Int = 0, limits: BookingLimits = BookingLimits(), needsApproval: Bool = false
    ) {
        self.id = id
        self.name = name
        self.length = length
        self.skill = skill
        self.purposes = purposes
        self.grid = grid
        self.priceCents = priceCents
        self.limits = limits
        self.needsApproval = needsApproval
    }

    /// The same type with another length, such as one learned from recorded service times.
    public func lasting(_ length: AppointmentLength) -> AppointmentType {
        AppointmentType(
            id: id, name: name, length: length, skill: skill, purposes: purposes, grid: grid,
            priceCents: priceCents,
            limits: limits, needsApproval: needsApproval
        )
    }
}
