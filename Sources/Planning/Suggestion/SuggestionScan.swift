import Domain

/// Finds where a request fits, by shifts and ANDs over the free ticks of practitioner, pools and patient.
struct SuggestionScan {
    let request: SuggestionRequest
    let book: SuggestionBook
    let cost: SuggestionCost
    private let lengths: [(before: Int, total: Int)]
    /// By option: ticks at which the busy time may begin so that the patient's time is on the grid.
    private let grids: [TickSet]

    init(_ request: SuggestionRequest, _ book: SuggestionBook) {
        self.request = request
        self.book = book
        cost = SuggestionCost(book, request)
        lengths = request.options.map { $0.length.ticks(of: SuggestionBook.tickMinutes) }
        let step = max(1, request.grid.count / SuggestionBook.tickMinutes)
        grids = lengths.map { TickSet(from: ($0.before + step - 1) / step * step - $0.before, every: step) }
    }

    /// The cheapest start of every (practitioner, day, half-day) that has one, by option and day.
    ///
    /// O(practitioners × days × gaps), and × starts where the grid, a pool or the patient leaves only some.
    func cells() -> [SuggestionCell] {
        var cells: [SuggestionCell] = []
        for option in request.options.indices {
            var leastLoss = LeastLoss(book.fragmentation, length: lengths[option].total)
            for day in request.days { append(option, day, &leastLoss, to: &cells) }
        }
        return cells
    }

    private func append(
        _ index: Int, _ day: Int, _ leastLoss: inout LeastLoss, to cells: inout [SuggestionCell]
    ) {
        let option = request.options[index]
        let free = book.free[option.practitioner * book.days.count + day]
        guard !free.isEmpty else { return }
        let (before, total) = lengths[index]
        var left = startSet(index, day, free: free)
        guard !left.isEmpty else { return }
        let dayPoints = cost.ofDay(index, day: day)
        var best: (am: SuggestionCell?, pm: SuggestionCell?)
        func consider(_ busyStart: Int, _ gap: Range<Int>) {
            let start = busyStart + before
            let points =
                dayPoints + cost.ofStart(busyStart..<busyStart + total, visibleStart: start, gap: gap)
            let cell = SuggestionCell(
                option: index, practitioner: option.practitioner, day: day, start: start, cost: points)
            if cell.half == 0 {
                if points < best.am?.cost ?? .max { best.am = cell }
            } else if points < best.pm?.cost ?? .max {
                best.pm = cell
            }
        }
        while let first = left.first {
            let gap = free.run(around: first)
            let starts = gap.lowerBound..<gap.upperBound - total + 1
            let isOneHalf =
                starts.upperBound - 1 + before < SuggestionBook.noon
                || starts.lowerBound + before >= SuggestionBook.noon
            if isOneHalf && left.contains(starts) {
                consider(gap.lowerBound + leastLoss.offset(in: gap.count), gap)
            } else {
                left.intersection(TickSet(gap)).forEach { consider($0, gap) }
            }
            left.remove(gap)
        }
        if let cell = best.am { cells.append(cell) }
        if let cell = best.pm { cells.append(cell) }
    }

    /// Every start of every day, by option, day and start.
    func starts() -> [SuggestionCell] {
        var cells: [SuggestionCell] = []
        for option in request.options.indices {
            for day in request.days { forEachStart(option, day) { cells.append($0) } }
        }
        return cells
    }

    /// Visits every start of an option on a day, ascending.
    func forEachStart(_ index: Int, _ day: Int, _ visit: (SuggestionCell) -> Void) {
        let option = request.options[index]
        let free = book.free[option.practitioner * book.days.count + day]
        guard !free.isEmpty else { return }
        let (before, total) = lengths[index]
        let starts = startSet(index, day, free: free)
        guard !starts.isEmpty else { return }
        let dayPoints = cost.ofDay(index, day: day)
        var gap = 0..<0
        starts.forEach { busyStart in
            if busyStart >= gap.upperBound { gap = free.run(around: busyStart) }
            let start = busyStart + before
            let points =
                dayPoints + cost.ofStart(busyStart..<busyStart + total, visibleStart: start, gap: gap)
            visit(
                SuggestionCell(
                    option: index, practitioner: option.practitioner, day: day, start: start, cost: points)
            )
        }
    }

    /// Ticks at which the busy time of an option can begin on `day` when its practitioner is free at `free`.
    func startSet(_ index: Int, _ day: Int, free: TickSet) -> TickSet {
        let option = request.options[index]
        guard !request.usedUp.contains(option.practitioner * book.days.count + day) else { return TickSet() }
        var usable = free
        for pool in option.pools { usable = usable.intersection(book.poolFree[pool]?[day] ?? TickSet()) }
        if let busy = request.patientBusy[day] { usable = usable.subtracting(busy) }
        if let reserved = book.reserved(for: request, option: option, day: day) {
            usable = usable.subtracting(reserved)
        }
        var starts = usable.starts(ofRun: lengths[index].total).intersection(grids[index])
        if day == request.days.lowerBound && request.firstTick > 0 {
            starts.remove(0..<max(0, request.firstTick - lengths[index].before))
        }
        return starts
    }

    /// A cell with its terms, as it is shown.
    func suggestion(_ cell: SuggestionCell) -> Suggestion {
        let (before, total) = lengths[cell.option]
        let busyStart = cell.start - before
        return Suggestion(
            practitioner: cell.practitioner, day: cell.day, start: cell.start, cost: cell.cost,
            terms: cost.terms(
                request.options[cell.option], day: cell.day, busy: busyStart..<busyStart + total,
                visibleStart: cell.start
            )
        )
    }
}

/// Where in a gap of each length an appointment spoils least, first among equals; found once for each length.
private struct LeastLoss {
    private let fragmentation: Fragmentation
    private let length: Int
    private var offsets = Array(repeating: Int16(-1), count: TickSet.capacity + 1)

    init(_ fragmentation: Fragmentation, length: Int) {
        self.fragmentation = fragmentation
        self.length = length
    }

    mutating func offset(in gap: Int) -> Int {
        if offsets[gap] >= 0 { return Int(offsets[gap]) }
        var best = (offset: 0, points: Int.max)
        for offset in 0...gap - length {
            let loss = fragmentation.loss(of: offset..<offset + length, in: 0..<gap)
            let points = SuggestionCost.fragmentationPoints(loss)
            if points < best.points { best = (offset, points) }
        }
        offsets[gap] = Int16(best.offset)
        return best.offset
    }
}
