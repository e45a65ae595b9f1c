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
    /// O(practitioners × days × starts).
    func cells() -> [SuggestionCell] {
        var cells: [SuggestionCell] = []
        for option in request.options.indices {
            for day in request.days {
                var best: (am: SuggestionCell?, pm: SuggestionCell?)
                forEachStart(option, day) { cell in
                    if cell.half == 0 {
                        if cell.cost < best.am?.cost ?? .max { best.am = cell }
                    } else if cell.cost < best.pm?.cost ?? .max {
                        best.pm = cell
                    }
                }
                if let cell = best.am { cells.append(cell) }
                if let cell = best.pm { cells.append(cell) }
            }
        }
        return cells
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
        let dayPoints = cost.ofDay(option, day: day)
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
