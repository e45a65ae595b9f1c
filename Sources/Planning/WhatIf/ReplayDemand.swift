import Domain

/// Lets a month of demand happen to a book: everybody who asks gets the cheapest slot there is then.
///
/// What a clinic would have lived through, day by day, under other hours, carve-outs, lengths or overbooking; access,
/// load and money come out. Nothing is booked but in a copy of the free time.
public struct ReplayDemand {
    /// What came of it.
    public struct Outcome: Sendable, Hashable {
        /// Who asked.
        public var asked = 0
        /// Who got a place within the days of their kind.
        public var booked = 0
        /// Of those, over another booking because somebody is expected not to come.
        public var overbooked = 0
        /// Who did not come.
        public var missed = 0
        /// Sum of days from the day from which a place was wanted to the appointment.
        public var waitingDays = 0
        /// Who got the practitioner they wished, and who wished one.
        public var continued = 0
        /// Who wished a practitioner and was booked.
        public var wished = 0
        /// Ticks in which patients were seen.
        public var seenTicks = 0
        /// Ticks that work took longer because both patients of an overbooking came.
        public var overtimeTicks = 0
        /// Share of the working time of the demand's days that was booked in the end, 0...1.
        public var utilisation = 0.0
        /// Cents for those who came.
        public var revenueCents = 0
        /// Mean over the days of the days until the third open slot, by kind.
        public var thirdNextAvailable: [Double] = []
        /// Mean days waited by priority in the order urgent, normal, routine; for the worst-off group.
        public var waitingByPriority: [Double] = []
    }

    private let demand: Demand
    private var book: SuggestionBook
    /// Extra patients that a session may take, by practitioner × day of the book.
    private let overbooks: [Int: Int]

    /// Replays `demand` on `book`, which holds more days than the demand.
    ///
    /// Every morning, what is kept for others is released when its time has come.
    ///
    /// - Parameters:
    ///   - demand: Who asks when.
    ///   - book: Free time at the beginning.
    ///   - overbooks: Extra patients that a practitioner's day may take, by position of the line.
    public init(
        _ demand: Demand, on book: SuggestionBook, overbooks: [Int: Int] = [:]
    ) {
        self.demand = demand
        self.book = book
        self.overbooks = overbooks
    }

    /// Runs all days.
    ///
    /// O(arrivals × practitioners × days).
    public func callAsFunction() -> Outcome {
        var run = Run(demand: demand, book: book, overbooks: overbooks)
        var last = -1
        for arrival in demand.arrivals {
            while last < arrival.day {
                last += 1
                run.beginDay(last)
            }
            run.serve(arrival)
        }
        return run.finished()
    }
}

private struct Run {
    let demand: Demand
    var book: SuggestionBook
    var overbooks: [Int: Int]
    private var outcome = ReplayDemand.Outcome()
    private var availability: [[Int]]
    private var waited: [(days: Int, count: Int)] = Array(repeating: (0, 0), count: 3)
    /// Who wants a place later than is open still has the last week to choose from.
    private static let choice = 6
    /// Patients of the day itself ask before this tick.
    private static let opening = 100
    /// Booked places of one line, for overbooking.
    private var places: [Int: [(start: Int, ticks: Int, comes: Bool)]] = [:]

    init(demand: Demand, book: SuggestionBook, overbooks: [Int: Int]) {
        self.demand = demand
        self.book = book
        self.overbooks = overbooks
        availability = Array(repeating: [], count: demand.types.count)
    }

    /// What somebody asks for on `day` who wants a place `lead` days later at the soonest, as far as days are open.
    private func request(_ type: Int, on day: Int, lead: Int = 0) -> SuggestionRequest {
        var request = demand.types[type].request
        let last = min(book.days.count, day + demand.types[type].horizonDays + 1)
        let latest = max(0, demand.types[type].horizonDays - Self.choice)
        request.days = min(day + min(lead, latest), last)..<last
        request.count = 1
        return request
    }

    mutating func beginDay(_ day: Int) {
        book.release(inTheMorningOf: day)
        book.today = book.days[day]
        guard demand.days.contains(day) else { return }
        for type in demand.types.indices {
            let tna = ThirdNextAvailable.days(request(type, on: day), in: book)
            availability[type].append(tna ?? demand.types[type].horizonDays)
        }
    }

    mutating func serve(_ arrival: Demand.Arrival) {
        outcome.asked += 1
        var request = request(arrival.type, on: arrival.day, lead: arrival.lead)
        request.priority = arrival.priority
        request.firstTick = arrival.day == request.days.lowerBound ? Self.opening : 0
        if let wished = arrival.wished {
            request.preferences = .init(practitioners: [book.practitioners[wished].id])
        }
        let cell = today(request, arrival) ?? cheapest(request)
        if let crowded = crowdedPlace(for: arrival, request, before: cell?.day ?? .max) {
            return overbook(crowded, arrival)
        }
        guard let cell else { return }
        let length = request.options[cell.option].length.ticks(of: SuggestionBook.tickMinutes)
        let begin = cell.start - length.before
        let line = cell.practitioner * book.days.count + cell.day
        book.free[line].remove(begin..<begin + length.total)
        let lead = cell.day - arrival.day
        let comes = arrival.reliability >= Demand.noShowRate(leadDays: lead)
        places[line, default: []].append((begin, length.total, comes))
        note(arrival, lead: lead, practitioner: cell.practitioner, comes: comes, ticks: length.total)
    }

    /// Whoever comes for the same day takes what that day has: waiting makes them somebody who forgets.
    private func today(_ request: SuggestionRequest, _ arrival: Demand.Arrival) -> SuggestionCell? {
        guard arrival.lead == 0 else { return nil }
        var today = request
        today.days = request.days.prefix(1)
        return cheapest(today)
    }

    private func cheapest(_ request: SuggestionRequest) -> SuggestionCell? {
        SuggestionScan(request, book).cells().min(by: SuggestionCell.isCheaper)
    }

    /// A place that may be given twice, sooner by two days or more than the first free one.
    private func crowdedPlace(
        for arrival: Demand.Arrival, _ request: SuggestionRequest, before day: Int
    ) -> (line: Int, index: Int, option: Int)? {
        guard !overbooks.isEmpty else { return nil }
        let first = max(arrival.day + 1, request.days.lowerBound)
        for soon in first..<max(first, min(day - 1, book.days.count)) {
            for (option, offered) in request.options.enumerated() {
                let line = offered.practitioner * book.days.count + soon
                guard (overbooks[line] ?? 0) > 0, let taken = places[line] else { continue }
                let need = offered.length.ticks(of: SuggestionBook.tickMinutes).total
                if let index = taken.firstIndex(where: { $0.ticks >= need }) { return (line, index, option) }
            }
        }
        return nil
    }

    private mutating func overbook(
        _ place: (line: Int, index: Int, option: Int), _ arrival: Demand.Arrival
    ) {
        guard let first = places[place.line]?.remove(at: place.index) else { return }
        overbooks[place.line, default: 0] -= 1
        outcome.overbooked += 1
        let day = place.line % book.days.count
        let lead = day - arrival.day
        let comes = arrival.reliability >= Demand.noShowRate(leadDays: lead)
        if comes && first.comes { outcome.overtimeTicks += first.ticks }
        note(
            arrival, lead: lead, practitioner: place.line / book.days.count, comes: comes,
            ticks: comes && !first.comes ? first.ticks : 0)
    }

    private mutating func note(
        _ arrival: Demand.Arrival, lead: Int, practitioner: Int, comes: Bool, ticks: Int
    ) {
        outcome.booked += 1
        let wait = max(0, lead - arrival.lead)
        outcome.waitingDays += wait
        let group = arrival.priority == .urgent ? 0 : arrival.priority == .normal ? 1 : 2
        waited[group].days += wait
        waited[group].count += 1
        if let wished = arrival.wished {
            outcome.wished += 1
            if wished == practitioner { outcome.continued += 1 }
        }
        guard comes else {
            outcome.missed += 1
            return
        }
        outcome.seenTicks += ticks
        outcome.revenueCents += demand.types[arrival.type].priceCents
    }

    mutating func finished() -> ReplayDemand.Outcome {
        outcome.thirdNextAvailable = availability.map { days in
            days.isEmpty ? 0 : Double(days.reduce(0, +)) / Double(days.count)
        }
        outcome.utilisation = utilisation()
        outcome.waitingByPriority = waited.map { $0.count == 0 ? 0 : Double($0.days) / Double($0.count) }
        return outcome
    }
}

extension Run {
    private func utilisation() -> Double {
        let days = 0..<(demand.arrivals.last.map { $0.day + 1 } ?? 0)
        var (worked, free) = (0, 0)
        for practitioner in book.practitioners.indices {
            for day in days {
                let line = practitioner * book.days.count + day
                worked += book.workedTicks[line]
                free += book.free[line].count
            }
        }
        return worked == 0 ? 0 : Double(worked - free) / Double(worked)
    }
}

extension SuggestionBook {
    /// Opens to all what is kept for others and due to be released by eight o'clock of `day`.
    fileprivate mutating func release(inTheMorningOf day: Int) {
        guard !reservations.isEmpty else { return }
        let now = day * 1_440 + 480
        for (line, kept) in reservations {
            let left = kept.filter { reservation in
                let start = line % days.count * 1_440 + (reservation.ticks.first ?? 0) * Self.tickMinutes
                let release = reservation.carveOut.release.count
                return release == 0 || start - release > now
            }
            reservations[line] = left.isEmpty ? nil : left
        }
    }

    /// Whether anybody works on a day of the book.
    public func workedOn(_ day: Int) -> Bool {
        practitioners.indices.contains { workedTicks[$0 * days.count + day] > 0 }
    }
}
