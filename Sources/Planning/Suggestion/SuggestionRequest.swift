public import Domain

/// What one patient asks for, with everything that is already decided about it.
public struct SuggestionRequest: Sendable {
    /// A practitioner who may give it.
    public struct Option: Sendable {
        /// Position in the book.
        public let practitioner: Int
        /// Time with the patient and buffers, as with this practitioner.
        public let length: AppointmentLength
        /// Pools it would use there.
        public let pools: [ResourcePool.ID]

        /// An option.
        public init(practitioner: Int, length: AppointmentLength, pools: [ResourcePool.ID]) {
            self.practitioner = practitioner
            self.length = length
            self.pools = pools
        }
    }

    /// What is asked for.
    public var type: AppointmentType.ID
    /// Who may give it.
    public var options: [Option]
    /// Starts are multiples of this on the wall clock.
    public let grid: Minutes
    /// Days of the book that are allowed.
    public var days: Range<Int>
    /// First tick allowed on the first day: notice.
    public var firstTick: Int
    /// Wishes.
    public var preferences: Preferences
    /// Drives what waiting costs.
    public var priority: Priority
    /// When the patient is elsewhere, by day of the book.
    public var patientBusy: [Int: TickSet]
    /// Lines (practitioner × day) on which a cap leaves nothing.
    public var usedUp: Set<Int>
    /// How many suggestions, 1...20.
    public var count: Int

    /// A request; see the properties.
    public init(
        type: AppointmentType.ID = "", options: [Option], grid: Minutes, days: Range<Int>,
        firstTick: Int = 0, preferences: Preferences, priority: Priority = .normal,
        patientBusy: [Int: TickSet] = [:], usedUp: Set<Int> = [], count: Int = 5
    ) {
        self.type = type
        self.options = options
        self.grid = grid
        self.days = days
        self.firstTick = firstTick
        self.preferences = preferences
        self.priority = priority
        self.patientBusy = patientBusy
        self.usedUp = usedUp
        self.count = count
    }
}
