public import Domain

/// The free time of a clinic as bits: what suggestions are chosen from.
public struct SuggestionBook: Sendable {
    /// Minutes of one tick.
    public static let tickMinutes = 5
    /// The first tick of the afternoon.
    static let noon = 720 / tickMinutes

    /// Time kept for some, as it stands now.
    public struct Reservation: Sendable {
        /// When.
        public let ticks: TickSet
        /// Who may take it and what may be booked into it.
        public let carveOut: CarveOut

        /// A reservation that is not released yet.
        public init(ticks: TickSet, carveOut: CarveOut) {
            self.ticks = ticks
            self.carveOut = carveOut
        }
    }

    /// The local days of the horizon.
    public let days: [LocalDate]
    /// From when waiting counts and urgent patients may come, whatever days are asked for.
    public internal(set) var today: LocalDate
    /// Who gives care, in id order.
    public let practitioners: [Practitioner]
    /// Free ticks by practitioner × day.
    public internal(set) var free: [TickSet]
    /// Ticks worked by practitioner × day, booked or not.
    let working: [TickSet]
    /// How many ticks are worked by practitioner × day.
    public let workedTicks: [Int]
    /// Ticks at which a pool has a member left, by day.
    public let poolFree: [ResourcePool.ID: [TickSet]]
    /// The price of breaking free time up.
    public let fragmentation: Fragmentation
    /// Carve-outs that are not released, by position of the line (practitioner × day).
    public internal(set) var reservations: [Int: [Reservation]]

    /// A snapshot of free time.
    ///
    /// - Parameters:
    ///   - days: Consecutive local days.
    ///   - today: The local day it is; usually the first of `days`, or before.
    ///   - practitioners: In id order.
    ///   - working: Working ticks by practitioner × day.
    ///   - free: `working` less what is occupied.
    ///   - poolFree: By pool, then day.
    ///   - fragmentation: Made from the clinic's common lengths.
    ///   - load: Booked share of each practitioner's time, 0...1, over days that do not depend on what is asked; `nil` for
    ///     that of these days.
    ///   - reservations: By position of the line.
    public init(
        days: [LocalDate], today: LocalDate, practitioners: [Practitioner], working: [TickSet],
        free: [TickSet],
        poolFree: [ResourcePool.ID: [TickSet]], fragmentation: Fragmentation, load: [Double]? = nil,
        reservations: [Int: [Reservation]] = [:]
    ) {
        self.days = days
        self.today = today
        self.practitioners = practitioners
        self.free = free
        self.poolFree = poolFree
        self.fragmentation = fragmentation
        self.reservations = reservations
        self.working = working
        workedTicks = working.map(\.count)
        self.load =
            load
            ?? (0..<practitioners.count).map { practitioner in
                let lines = practitioner * days.count..<(practitioner + 1) * days.count
                let worked = lines.reduce(0) { $0 + working[$1].count }
                let left = lines.reduce(0) { $0 + free[$1].count }
                return worked == 0 ? 1 : Double(worked - left) / Double(worked)
            }
    }

    /// Booked share of each practitioner's time, 0...1.
    let load: [Double]

    /// Ticks worked on a line, booked or not.
    public func workedTicks(of line: Int) -> TickSet { working[line] }

    /// The same book with other time kept for some.
    public func reserving(_ reservations: [Int: [Reservation]]) -> SuggestionBook {
        var book = self
        book.reservations = reservations
        return book
    }

    /// Ticks of a line that `request` may not take because they are kept for others; `nil` if there are none.
    func reserved(for request: SuggestionRequest, option: SuggestionRequest.Option, day: Int) -> TickSet? {
        guard let kept = reservations[option.practitioner * days.count + day] else { return nil }
        return kept.filter { !$0.carveOut.admits(request.type, request.priority) }
            .reduce(TickSet()) { $0.union($1.ticks) }
    }
}
