/// Everything about a clinic but its book: who works where, when, and under which rules.
public struct Clinic: Sendable, Hashable, Codable {
    /// Sites by id.
    public var locations: [Location.ID: Location]
    /// Rooms and equipment by id.
    public var pools: [ResourcePool.ID: ResourcePool]
    /// Bookable types by id.
    public var types: [AppointmentType.ID: AppointmentType]
    /// People who give care, by id.
    public var practitioners: [Practitioner.ID: Practitioner]
    /// Recurring hours.
    public var templates: [WeeklyTemplate]
    /// One-off changes of hours.
    public var exceptions: [ScheduleException]
    /// Closed days.
    public var holidays: [Holiday]
    /// Who is away when.
    public var absences: [Absence]
    /// When practitioners are busy elsewhere.
    public var busyTimes: [BusyTime]
    /// Time that is kept for some until it is released.
    public var carveOuts: [CarveOut]

    /// A clinic; empty unless told otherwise.
    public init(
        locations: [Location] = [], pools: [ResourcePool] = [], types: [AppointmentType] = [],
        practitioners: [Practitioner] = [], templates: [WeeklyTemplate] = [],
        exceptions: [ScheduleException] = [],
        holidays: [Holiday] = [], absences: [Absence] = [], busyTimes: [BusyTime] = [],
        carveOuts: [CarveOut] = []
    ) {
        self.locations = Dictionary(locations.map { ($0.id, $0) }) { first, _ in first }
        self.pools = Dictionary(pools.map { ($0.id, $0) }) { first, _ in first }
        self.types = Dictionary(types.map { ($0.id, $0) }) { first, _ in first }
        self.practitioners = Dictionary(practitioners.map { ($0.id, $0) }) { first, _ in first }
        self.templates = templates
        self.exceptions = exceptions
        self.holidays = holidays
        self.absences = absences
        self.busyTimes = busyTimes
        self.carveOuts = carveOuts
    }

    /// Practitioners who can give `type`, in id order.
    public func practitioners(for type: AppointmentType) -> [Practitioner] {
        practitioners.values.filter {
            $0.skills.contains(type.skill) && pools(for: type, at: $0.location) != nil
        }
        .sorted { $0.id < $1.id }
    }

    /// The pools `type` uses at `location`, in id order; `nil` if the location lacks one.
    public func pools(for type: AppointmentType, at location: Location.ID) -> [ResourcePool]? {
        var found: [ResourcePool] = []
        for purpose in type.purposes {
            let here = pools.values.filter { $0.location == location && $0.purpose == purpose }
            guard let pool = here.min(by: { $0.id < $1.id }) else { return nil }
            found.append(pool)
        }
        return found.sorted { $0.id < $1.id }
    }
}
