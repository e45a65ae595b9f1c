import Domain

/// The dynamic program of one bundle, over the ticks of the book instead of over thousands of places.
///
/// Of all places of a step that begin and end together only the cheapest counts, so a step is a table of cost by first
/// tick and length. W(t), the best value of the next step after an end at t, is a minimum over a window that moves
/// forward with t.
struct BundleChain {
    /// The cheapest start of every (practitioner, day, half-day) of the first step; its cost is the whole chain's.
    private(set) var firstSteps: [SuggestionCell] = []

    private let scans: [SuggestionScan]
    private let practitioners: Set<Int>
    private let tickCount: Int
    /// By step: the best place that begins at each tick, with everything after it.
    private var tables: [StepTable] = []
    /// By step: the tick at which the next step begins after an end at each tick; −1 for none.
    private var following: [[Int32]] = []

    static let ticksPerDay = 1_440 / SuggestionBook.tickMinutes
    static let unreachable = Int32.max / 4

    init(_ request: BundleRequest, _ scans: [SuggestionScan], practitioners: Set<Int>) {
        self.scans = scans
        self.practitioners = practitioners
        tickCount = (scans.first?.book.days.count ?? 0) * Self.ticksPerDay + Self.ticksPerDay
        tables = scans.map { _ in StepTable(ticks: 0) }
        following = scans.map { _ in [] }
        var after = Array(repeating: Int32(0), count: tickCount)
        for step in scans.indices.reversed() {
            if step < request.gaps.count {
                (after, following[step]) = window(over: tables[step + 1].value, request.gaps[step])
            }
            if step > 0 { fill(step, after) } else { firstSteps = bestFirstSteps(after) }
        }
    }

    /// The cells of the chain that begins with `first`, one of `firstSteps`.
    func steps(from first: SuggestionCell) -> [SuggestionCell] {
        var cells = [cell(first, step: 0)]
        var end = self.end(of: first, step: 0)
        for step in scans.indices.dropFirst() {
            let begin = Int(following[step - 1][end])
            let option = Int(tables[step].option[begin])
            let (before, total) = scans[step].request.options[option].length.ticks(
                of: SuggestionBook.tickMinutes)
            let start = begin % Self.ticksPerDay + before
            cells.append(
                SuggestionCell(
                    option: option, practitioner: scans[step].request.options[option].practitioner,
                    day: begin / Self.ticksPerDay, start: start, cost: Int(tables[step].cost[begin])))
            end = begin + total
        }
        return cells
    }

    /// The first step with its own cost instead of the chain's.
    private func cell(_ whole: SuggestionCell, step: Int) -> SuggestionCell {
        var own = whole
        scans[step].forEachStart(whole.option, whole.day) { if $0.start == whole.start { own = $0 } }
        return own
    }

    private func end(of cell: SuggestionCell, step: Int) -> Int {
        let (before, total) = scans[step].request.options[cell.option].length.ticks(
            of: SuggestionBook.tickMinutes)
        return cell.day * Self.ticksPerDay + cell.start - before + total
    }

    private func forEachPlace(
        _ step: Int, _ visit: (_ cell: SuggestionCell, _ begin: Int, _ end: Int) -> Void
    ) {
        let scan = scans[step]
        for (index, option) in scan.request.options.enumerated()
        where practitioners.contains(option.practitioner) {
            let (before, total) = option.length.ticks(of: SuggestionBook.tickMinutes)
            for day in scan.request.days {
                scan.forEachStart(index, day) { cell in
                    let begin = day * Self.ticksPerDay + cell.start - before
                    visit(cell, begin, begin + total)
                }
            }
        }
    }

    private mutating func fill(_ step: Int, _ after: [Int32]) {
        var table = StepTable(ticks: tickCount)
        forEachPlace(step) { cell, begin, end in
            guard after[end] < Self.unreachable else { return }
            table.offer(cell, at: begin, value: Int32(cell.cost) + after[end])
        }
        tables[step] = table
    }

    private func bestFirstSteps(_ after: [Int32]) -> [SuggestionCell] {
        var best: [SuggestionCell] = []
        // Places come by option and day, and those of one half of the day beside each other.
        forEachPlace(0) { cell, _, end in
            guard after[end] < Self.unreachable else { return }
            var whole = cell
            whole.cost += Int(after[end])
            guard let last = best.last, last.option == cell.option, last.day == cell.day,
                last.half == cell.half
            else { return best.append(whole) }
            if whole.cost < last.cost { best[best.count - 1] = whole }
        }
        return best
    }

    /// For every tick at which a step could end: the best value of the next step, and where it begins.
    private func window(
        over values: [Int32], _ gap: BundleRequest.Gap
    ) -> (best: [Int32], begin: [Int32]) {
        var best = Array(repeating: Self.unreachable, count: tickCount)
        var begin = Array(repeating: Int32(-1), count: tickCount)
        var window: [Int] = []  // ticks with ascending values
        var (head, entering) = (0, 0)
        for end in 1..<max(1, tickCount) {
            let range = Self.range(after: end, gap)
            while entering < tickCount && entering <= range.upperBound {
                if values[entering] < Self.unreachable {
                    while window.count > head, values[window[window.count - 1]] > values[entering] {
                        window.removeLast()
                    }
                    window.append(entering)
                }
                entering += 1
            }
            while head < window.count && window[head] < range.lowerBound { head += 1 }
            guard head < window.count else { continue }
            best[end] = values[window[head]]
            begin[end] = Int32(window[head])
        }
        return (best, begin)
    }

    /// Ticks at which the step after an end at `end` may begin; both ends only ever move forward.
    private static func range(after end: Int, _ gap: BundleRequest.Gap) -> ClosedRange<Int> {
        switch gap {
        case .minutes(let minutes):
            let tick = SuggestionBook.tickMinutes
            let lower = end + (minutes.lowerBound + tick - 1) / tick
            return lower...max(lower, end + minutes.upperBound / tick)
        case .days(let days):
            let day = (end - 1) / ticksPerDay
            let lower = max(end, (day + days.lowerBound) * ticksPerDay)
            return lower...max(lower, (day + days.upperBound + 1) * ticksPerDay - 1)
        }
    }
}

/// The best place of a step by the tick at which it begins.
private struct StepTable {
    /// With everything after it.
    var value: [Int32]
    /// Its own.
    var cost: [Int32]
    var option: [Int32]

    init(ticks: Int) {
        value = Array(repeating: BundleChain.unreachable, count: ticks)
        cost = value
        option = Array(repeating: -1, count: ticks)
    }

    /// Takes `cell` unless there is something as good.
    mutating func offer(_ cell: SuggestionCell, at begin: Int, value new: Int32) {
        guard new < value[begin] else { return }
        value[begin] = new
        cost[begin] = Int32(cell.cost)
        option[begin] = Int32(cell.option)
    }
}
