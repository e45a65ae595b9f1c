public import Domain

/// Requests to be placed on practitioners' free time at least cost: displaced appointments, movable ones, a waitlist.
///
/// Time is counted in ticks of `tickMinutes` from local midnight of a day; ranges are half-open. Practitioners are
/// referred to by their position in `practitioners`, everywhere but in files. See `docs/formulation.md`.
public struct PlacementProblem: Sendable, Equatable {
    /// For people.
    public var name: String
    /// Minutes of one tick.
    public var tickMinutes: Int
    /// Weekday of each day of the horizon, 0 for Monday.
    public var weekdays: [Int]
    /// What each kind of inconvenience costs, in points.
    public var weights: PlacementWeights
    /// Whether load above a practitioner's target costs points.
    public var balanceLoad: Bool
    /// What it costs when a group of patients bears more than its share; `nil` for no such price.
    public var fairness: Fairness?
    /// Who can take requests, or had them before.
    public var practitioners: [Practitioner]
    /// Rooms and equipment that several may use up to a capacity.
    public var pools: [Pool]
    /// How often a type may be booked with a practitioner on one day.
    public var caps: [Cap]
    /// Bookings that stay where they are.
    public var fixed: [Fixed]
    /// What is to be placed.
    public var requests: [Request]
    /// The optimum, where it is known from elsewhere; for tests.
    public var knownOptimum: Int?

    /// Days in the horizon.
    public var dayCount: Int { weekdays.count }
    /// Ticks from midnight to midnight.
    public var ticksPerDay: Int { 1_440 / tickMinutes }

    /// A stretch of ticks on one day.
    public struct Window: Sendable, Hashable {
        /// Day of the horizon, from 0.
        public let day: Int
        /// First tick inside.
        public let start: Int
        /// First tick after.
        public let end: Int

        /// `[start, end)` on `day`.
        public init(day: Int, start: Int, end: Int) {
            self.day = day
            self.start = start
            self.end = end
        }
    }

    /// Time kept for some requests.
    public struct Reserved: Sendable, Hashable {
        /// When.
        public let window: Window
        /// Which priorities may take it.
        public let priorities: Set<Priority>
        /// Which appointment types may take it.
        public let types: Set<String>

        /// Time for whoever has one of `priorities` or `types`.
        public init(window: Window, priorities: Set<Priority>, types: Set<String>) {
            self.window = window
            self.priorities = priorities
            self.types = types
        }
    }

    /// A price for unfairness between groups of requests.
    public struct Fairness: Sendable, Hashable, Codable {
        /// Points that a group may bear per request at no further cost.
        public let pointsPerRequest: Int
        /// Points for every point above.
        public let price: Int

        /// A price; both numbers are whole and not negative.
        public init(pointsPerRequest: Int, price: Int) {
            self.pointsPerRequest = pointsPerRequest
            self.price = price
        }
    }

    /// Someone who gives care.
    public struct Practitioner: Sendable, Equatable {
        /// Number in files.
        public let id: Int
        /// Where, as an opaque number.
        public let location: Int
        /// What this person can do.
        public let skills: Set<String>
        /// Working time.
        public let windows: [Window]
        /// Ticks that may be worked after the last window of a day, at a price.
        public let overtimeTicks: Int
        /// Ticks of load that cost nothing when load is balanced.
        public let targetLoadTicks: Int
        /// Parts of the working time that not every request may take.
        public let reserved: [Reserved]

        /// A practitioner; see the properties.
        public init(
            id: Int, location: Int, skills: Set<String>, windows: [Window], overtimeTicks: Int = 0,
            targetLoadTicks: Int = .max, reserved: [Reserved] = []
        ) {
            self.id = id
            self.location = location
            self.skills = skills
            self.windows = windows
            self.overtimeTicks = overtimeTicks
            self.targetLoadTicks = targetLoadTicks
            self.reserved = reserved
        }
    }

    /// A resource of which `capacity` can be in use at the same time at one location.
    public struct Pool: Sendable, Equatable {
        /// Where.
        public let location: Int
        /// What requests name.
        public let kind: String
        /// How many.
        public let capacity: Int

        /// A pool.
        public init(location: Int, kind: String, capacity: Int) {
            self.location = location
            self.kind = kind
            self.capacity = capacity
        }
    }

    /// At most so many of a type with one practitioner on any one day, bookings that stay included.
    public struct Cap: Sendable, Hashable {
        /// Position of the practitioner.
        public let practitioner: Int
        /// Which type.
        public let appointmentType: String
        /// How many.
        public let perDay: Int

        /// A cap; `perDay` is not negative.
        public init(practitioner: Int, appointmentType: String, perDay: Int) {
            self.practitioner = practitioner
            self.appointmentType = appointmentType
            self.perDay = perDay
        }
    }

    /// A booking that stays.
    public struct Fixed: Sendable, Equatable {
        /// Position of its practitioner.
        public let practitioner: Int
        /// When.
        public let window: Window
        /// Kinds of pool it uses.
        public let equipment: [String]
        /// What counts towards caps; empty for nothing.
        public let appointmentType: String

        /// A booking on `practitioner`'s line.
        public init(
            practitioner: Int, window: Window, equipment: [String] = [], appointmentType: String = ""
        ) {
            self.practitioner = practitioner
            self.window = window
            self.equipment = equipment
            self.appointmentType = appointmentType
        }
    }

    /// A place a request can take.
    public struct Place: Sendable, Hashable {
        /// Position of the practitioner.
        public let practitioner: Int
        /// Day of the horizon.
        public let day: Int
        /// First tick.
        public let start: Int

        /// A place.
        public init(practitioner: Int, day: Int, start: Int) {
            self.practitioner = practitioner
            self.day = day
            self.start = start
        }
    }

    /// What one patient needs.
    public struct Request: Sendable, Equatable {
        /// Number in files.
        public let id: Int
        /// Whose; two requests of one patient cannot be at the same time.
        public let patient: Int
        /// For people.
        public let appointmentType: String
        /// Ticks it takes.
        public let duration: Int
        /// What the practitioner must be able to do.
        public let skill: String
        /// Kinds of pool it uses, each once.
        public let equipment: [String]
        /// How soon care is needed.
        public let priority: Priority
        /// Whether it has a place that it may keep at no cost; it must be placed.
        public let isMovable: Bool
        /// First day allowed.
        public let earliestDay: Int
        /// Last day allowed, inclusive.
        public let dueDay: Int
        /// Where it was.
        public let original: Place
        /// Wished practitioners by position.
        public let wishedPractitioners: Set<Int>
        /// Wished weekdays, 0 for Monday.
        public let wishedWeekdays: Set<Int>
        /// Wished half of the day.
        public let timeOfDay: Preferences.TimeOfDay
        /// Locations the patient accepts.
        public let locations: Set<Int>
        /// When the patient cannot come.
        public let patientBusy: [Window]
        /// Starts are `startOffset` plus a multiple of this many ticks.
        public let startStep: Int
        /// Less than `startStep`; shifts the grid where a buffer comes before the patient's time.
        public let startOffset: Int
        /// The group of patients that bears its cost; empty for none.
        public let group: String

        /// A request; see the properties.
        public init(
            id: Int, patient: Int, appointmentType: String, duration: Int, skill: String,
            equipment: [String] = [],
            priority: Priority = .normal, isMovable: Bool = false, earliestDay: Int, dueDay: Int,
            original: Place, wishedPractitioners: Set<Int> = [],
            wishedWeekdays: Set<Int> = [0, 1, 2, 3, 4, 5, 6],
            timeOfDay: Preferences.TimeOfDay = .any, locations: Set<Int>, patientBusy: [Window] = [],
            startStep: Int = 1,
            startOffset: Int = 0, group: String = ""
        ) {
            self.id = id
            self.patient = patient
            self.appointmentType = appointmentType
            self.duration = duration
            self.skill = skill
            self.equipment = equipment
            self.priority = priority
            self.isMovable = isMovable
            self.earliestDay = earliestDay
            self.dueDay = dueDay
            self.original = original
            self.wishedPractitioners = wishedPractitioners
            self.wishedWeekdays = wishedWeekdays
            self.timeOfDay = timeOfDay
            self.locations = locations
            self.patientBusy = patientBusy
            self.startStep = startStep
            self.startOffset = startOffset
            self.group = group
        }
    }

    /// Requests of each group by position, in the order of the groups' names; the group without a name bears nothing.
    var groups: [(name: String, requests: [Int])] {
        Dictionary(grouping: requests.indices.filter { !requests[$0].group.isEmpty }) { requests[$0].group }
            .sorted { $0.key < $1.key }.map { (name: $0.key, requests: $0.value) }
    }

    /// A problem; see the properties.
    public init(
        name: String, tickMinutes: Int = 5, weekdays: [Int], weights: PlacementWeights = .standard,
        balanceLoad: Bool = false, fairness: Fairness? = nil, practitioners: [Practitioner],
        pools: [Pool] = [], caps: [Cap] = [], fixed: [Fixed] = [],
        requests: [Request], knownOptimum: Int? = nil
    ) {
        self.name = name
        self.tickMinutes = tickMinutes
        self.weekdays = weekdays
        self.weights = weights
        self.balanceLoad = balanceLoad
        self.fairness = fairness
        self.practitioners = practitioners
        self.pools = pools
        self.caps = caps
        self.fixed = fixed
        self.requests = requests
        self.knownOptimum = knownOptimum
    }
}
