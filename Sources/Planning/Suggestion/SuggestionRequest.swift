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

    /// Who may give it.
    public let options: [Option]
    /// Starts are multiples of this on the wall clock.
    public let grid: Minutes
    /// Days of the book that are allowed.
    public let days: Range<Int>
    /// First tick allowed on the first day: notice.
    public let firstTick: Int
    /// Wishes.
    public let preferences: Preferences
    /// Drives what waiting costs.
    public let priority: Priority
    /// When the patient is elsewhere, by day of the book.
    public let patientBusy: [Int: TickSet]
    /// How many suggestions, 1...20.
    public let count: Int

    /// A request; see the properties.
    public init(
        options: [Option], grid: Minutes, days: Range<Int>, firstTick: Int = 0, preferences: Preferences,
        priority: Priority = .normal, patientBusy: [Int: TickSet] = [:], count: Int = 5
    ) {
        self.options = options
        self.grid = grid
        self.days = days
        self.firstTick = firstTick
        self.preferences = preferences
        self.priority = priority
        self.patientBusy = patientBusy
        self.count = count
    }
}
