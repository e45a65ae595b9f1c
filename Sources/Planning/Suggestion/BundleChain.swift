import Domain

/// The dynamic program of one bundle over the places of each step.
struct BundleChain {
    private let request: BundleRequest
    /// By step: places in the order of their busy beginning.
    private var places: [[Place]] = []
    /// The cheapest start of every (practitioner, day, half-day) of the first step; its cost is the whole chain's.
    private(set) var firstSteps: [SuggestionCell] = []
    private var firstPlace: [SuggestionCell: Int] = [:]

    /// A place of one step with the value of the best chain from there on.
    private struct Place {
        let cell: SuggestionCell
        /// Ticks since the book's first midnight.
        let begin: Int
        let end: Int
        var value: Int
        /// The best place of the next step, by position.
        var next: Int
    }

    private static let ticksPerDay = 1_440 / SuggestionBook.tickMinutes
    private static let unreachable = Int.max / 4

    init(_ request: BundleRequest, _ scans: [SuggestionScan], practitioners: Set<Int>) {
        self.request = request
        for (step, scan) in scans.enumerated() {
            places.append(Self.places(of: scan, practitioners, isFirst: step == 0))
        }
        for step in places.indices.dropLast().reversed() { link(step) }
        keepBestFirstSteps()
    }

    /// The cells of the chain that begins with `first`, one of `firstSteps`.
    func steps(from first: SuggestionCell) -> [SuggestionCell] {
        guard var position = firstPlace[first] else { return [] }
        var cells: [SuggestionCell] = []
        for step in places.indices {
            cells.append(places[step][position].cell)
            position = places[step][position].next
        }
        return cells
    }

    /// Every start; of later steps only the cheapest of those that begin and end together.
    private static func places(
        of scan: SuggestionScan, _ practitioners: Set<Int>, isFirst: Bool
    ) -> [Place] {
        var found: [Place] = []
        for option in scan.request.options.indices
        where practitioners.contains(scan.request.options[option].practitioner) {
            let (before, total) = scan.request.options[option].length.ticks(of: SuggestionBook.tickMinutes)
            for day in scan.request.days {
                scan.forEachStart(option, day) { cell in
                    let begin = day * ticksPerDay + cell.start - before
                    found.append(
                        Place(cell: cell, begin: begin, end: begin + total, value: cell.cost, next: 0))
                }
            }
        }
        found.sort {
            ($0.begin, $0.end, $0.value, $0.cell.practitioner) < (
                $1.begin, $1.end, $1.value, $1.cell.practitioner
            )
        }
        guard !isFirst else { return found }
        var kept: [Place] = []
        kept.reserveCapacity(found.count)
        for place in found where kept.last.map({ $0.begin != place.begin || $0.end != place.end }) ?? true {
            kept.append(place)
        }
        return kept
    }

    /// Gives every place of `step` its best successor; a window slides over the next step's places.
    private mutating func link(_ step: Int) {
        let next = places[step + 1]
        let gap = request.gaps[step]
        // Windows move forward only if places are taken in the order of their ends.
        let order = places[step].indices.sorted { (places[step][$0].end, $0) < (places[step][$1].end, $1) }
        var window: [Int] = []  // positions in `next`, ascending values
        var head = 0
        var entering = 0
        for position in order {
            let range = Self.window(
                after: places[step][position].end, on: places[step][position].cell.day, gap)
            while entering < next.count && next[entering].begin <= range.upperBound {
                while window.count > head, next[window[window.count - 1]].value > next[entering].value {
                    window.removeLast()
                }
                window.append(entering)
                entering += 1
            }
            while head < window.count && next[window[head]].begin < range.lowerBound { head += 1 }
            if head < window.count, next[window[head]].value < Self.unreachable {
                places[step][position].value += next[window[head]].value
                places[step][position].next = window[head]
            } else {
                places[step][position].value = Self.unreachable
            }
        }
    }

    /// Ticks at which the step after a place may begin.
    private static func window(after end: Int, on day: Int, _ gap: BundleRequest.Gap) -> ClosedRange<Int> {
        switch gap {
        case .minutes(let minutes):
            let tick = SuggestionBook.tickMinutes
            let lower = end + (minutes.lowerBound + tick - 1) / tick
            return lower...max(lower, end + minutes.upperBound / tick)
        case .days(let days):
            let lower = max(end, (day + days.lowerBound) * ticksPerDay)
            return lower...max(lower, (day + days.upperBound + 1) * ticksPerDay - 1)
        }
    }

    private mutating func keepBestFirstSteps() {
        struct Key: Hashable { let practitioner, day, half: Int }
        var best: [Key: Int] = [:]
        guard let first = places.first else { return }
        for (position, place) in first.enumerated() where place.value < Self.unreachable {
            let key = Key(practitioner: place.cell.practitioner, day: place.cell.day, half: place.cell.half)
            if let other = best[key], first[other].value <= place.value { continue }
            best[key] = position
        }
        for position in best.values.sorted() {
            let cell = first[position].cell
            let whole = SuggestionCell(
                option: cell.option, practitioner: cell.practitioner, day: cell.day, start: cell.start,
                cost: first[position].value
            )
            firstSteps.append(whole)
            firstPlace[whole] = position
        }
    }
}
