public import Domain

/// The free time of a clinic as bits: what suggestions are chosen from.
public struct SuggestionBook: Sendable {
    /// Minutes of one tick.
    public static let tickMinutes = 5

    /// The local days of the horizon.
    public let days: [LocalDate]
    /// Who gives care, in id order.
    public let practitioners: [Practitioner]
    /// Free ticks by practitioner × day.
    public let free: [TickSet]
    /// Ticks worked by practitioner × day, booked or not.
    public let workedTicks: [Int]
    /// Ticks at which a pool has a member left, by day.
    public let poolFree: [ResourcePool.ID: [TickSet]]
    /// The price of breaking free time up.
    public let fragmentation: Fragmentation

    /// A snapshot of free time.
    ///
    /// - Parameters:
    ///   - days: Consecutive local days.
    ///   - practitioners: In id order.
    ///   - working: Working ticks by practitioner × day.
    ///   - free: `working` less what is occupied.
    ///   - poolFree: By pool, then day.
    ///   - fragmentation: Made from the clinic's common lengths.
    public init(
        days: [LocalDate], practitioners: [Practitioner], working: [TickSet], free: [TickSet],
        poolFree: [ResourcePool.ID: [TickSet]], fragmentation: Fragmentation
    ) {
        self.days = days
        self.practitioners = practitioners
        self.free = free
        self.poolFree = poolFree
        self.fragmentation = fragmentation
        workedTicks = working.map(\.count)
        load = (0..<practitioners.count).map { practitioner in
            let lines = practitioner * days.count..<(practitioner + 1) * days.count
            let worked = lines.reduce(0) { $0 + working[$1].count }
            let left = lines.reduce(0) { $0 + free[$1].count }
            return worked == 0 ? 1 : Double(worked - left) / Double(worked)
        }
    }

    /// Booked share of each practitioner's time, 0...1.
    let load: [Double]
}
