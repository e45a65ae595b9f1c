/// Enumerates columns, and drops those that dominance shows to be useless.
struct ColumnList {
    struct Entry {
        let request: Int32
        let practitioner: Int32
        let points: Int32
        let day: Int16
        let start: Int16
        let end: Int16
        /// First tick of its gap of free time, counted over all practitioner lines.
        let gap: Int32
    }

    /// By request, practitioner, day and start.
    private(set) var entries: [Entry] = []
    /// Columns of request r are `first[r]..<first[r + 1]`.
    private(set) var first: [Int] = [0]
    /// Pool resources by request and location.
    private var poolResources: [[Int: [Int]]] = []
    private var locationOf: [Int] = []
    /// By first tick of a gap: ticks of the shortest request that could use it.
    private var shortest: [Int16] = []

    /// A request can usually be at no more places.
    private static let usualPlaces = 1_024

    func pools(of request: Int, _ practitioner: Int32) -> [Int] {
        poolResources[request][locationOf[Int(practitioner)]] ?? []
    }

    mutating func enumerate(_ problem: PlacementProblem, _ lines: PlacementLines) {
        let cost = PlacementCost(problem)
        let poolRun = Self.runs(of: lines)
        let gaps = Self.gaps(of: lines, practitioners: problem.practitioners.count)
        shortest = Array(repeating: Int16.max, count: lines.gapStart.count)
        locationOf = problem.practitioners.map(\.location)
        // Memory that is never touched costs nothing, but growing does.
        entries.reserveCapacity(problem.requests.count * Self.usualPlaces)
        for (index, request) in problem.requests.enumerated() {
            poolResources.append([:])
            let busy = Dictionary(grouping: request.patientBusy, by: \.day)
            for (who, practitioner) in problem.practitioners.enumerated() {
                guard practitioner.skills.contains(request.skill),
                    request.locations.contains(practitioner.location),
                    let pools = lines.poolResources(request, at: practitioner.location)
                else { continue }
                poolResources[index][practitioner.location] = pools
                guard request.earliestDay <= request.dueDay else { continue }
                let cap = lines.capResource(request.appointmentType, who)
                func isUsedUp(_ cap: Int?, _ day: Int) -> Bool {
                    cap.map { lines.capacity($0 * lines.dayCount + day, at: 0) == 0 } ?? false
                }
                for day in request.earliestDay...request.dueDay {
                    let runs = pools.map {
                        ($0 * lines.dayCount + day - lines.poolLines.lowerBound) * lines.ticksPerDay
                    }
                    guard !isUsedUp(cap, day) else { continue }
                    let closed = (busy[day] ?? []) + practitioner.keptForOthers(than: request, on: day)
                    let dayPoints = cost.ofDay(request, practitioner: who, day: day)
                    let line = who * lines.dayCount + day
                    for gap in gaps[line] {
                        let gapNumber = Int32(line * lines.ticksPerDay + gap.lowerBound)
                        let countBefore = entries.count
                        for start in Self.starts(of: request, in: gap) {
                            let end = start + request.duration
                            guard runs.allSatisfy({ Int(poolRun[$0 + start]) >= request.duration }),
                                !closed.contains(where: { start < $0.end && $0.start < end })
                            else { continue }
                            let points =
                                dayPoints + cost.ofStart(request, practitioner: who, day: day, start: start)
                            entries.append(
                                Entry(
                                    request: Int32(index), practitioner: Int32(who), points: Int32(points),
                                    day: Int16(day), start: Int16(start), end: Int16(end),
                                    gap: gapNumber
                                )
                            )
                        }
                        guard entries.count > countBefore else { continue }
                        shortest[Int(gapNumber)] = min(shortest[Int(gapNumber)], Int16(request.duration))
                    }
                }
            }
            first.append(entries.count)
        }
    }

    /// The request's grid where it fits into a gap.
    private static func starts(
        of request: PlacementProblem.Request, in gap: Range<Int>
    ) -> StrideThrough<Int> {
        let before = max(0, gap.lowerBound - request.startOffset)
        let steps = (before + request.startStep - 1) / request.startStep
        let begin = request.startOffset + steps * request.startStep
        return stride(from: begin, through: gap.upperBound - request.duration, by: request.startStep)
    }

    /// Stretches of free time, by practitioner line.
    private static func gaps(of lines: PlacementLines, practitioners: Int) -> [[Range<Int>]] {
        (0..<practitioners * lines.dayCount).map { line in
            let base = line * lines.ticksPerDay
            var found: [Range<Int>] = []
            var tick = 0
            while tick < lines.ticksPerDay {
                let run = Int(lines.freeRun[base + tick])
                if run > 0 { found.append(tick..<tick + run) }
                tick += max(1, run)
            }
            return found
        }
    }

    /// Ticks from each one on with at least one member of the pool left.
    private static func runs(of lines: PlacementLines) -> [Int16] {
        let ticks = lines.ticksPerDay
        var runs = Array(repeating: Int16(0), count: lines.poolCapacity.count)
        for index in stride(from: runs.count - 1, through: 0, by: -1) where lines.poolCapacity[index] > 0 {
            let isLastOfDay = index % ticks == ticks - 1
            runs[index] = isLastOfDay ? 1 : runs[index + 1] + 1
        }
        return runs
    }

    /// Which columns dominance keeps; exact.
    ///
    /// Inside a gap of free time let m be the shortest length that could use it. A remainder shorter than m is waste.
    /// Among starts whose left remainder is waste a later start only takes room on the right, so it must be cheaper to
    /// be kept; mirrored on the right; and with waste on both sides only the cheapest matters. Not for requests that
    /// use pools or share a patient: for them the time itself matters to others.
    func undominated(_ problem: PlacementProblem, _ lines: PlacementLines) -> [Bool] {
        var keep = Array(repeating: true, count: entries.count)
        for (index, request) in problem.requests.enumerated()
        where request.equipment.isEmpty && lines.patientResource[index] < 0 {
            var from = first[index]
            while from < first[index + 1] {
                var to = from + 1
                while to < first[index + 1] && entries[to].gap == entries[from].gap { to += 1 }
                thin(from..<to, lines, &keep)
                from = to
            }
        }
        return keep
    }

    private func thin(_ range: Range<Int>, _ lines: PlacementLines, _ keep: inout [Bool]) {
        let gap = Int(entries[range.lowerBound].gap)
        let shortest = shortest[gap]
        let gapBegin = Int16(gap % lines.ticksPerDay)
        let gapEnd = gapBegin + lines.freeRun[gap]
        func isWasteLeft(_ index: Int) -> Bool { entries[index].start - gapBegin < shortest }
        func isWasteRight(_ index: Int) -> Bool { gapEnd - entries[index].end < shortest }

        var best = Int32.max
        for index in range where isWasteLeft(index) {
            if entries[index].points >= best { keep[index] = false }
            best = min(best, entries[index].points)
        }
        best = .max
        for index in range.reversed() where isWasteRight(index) && keep[index] {
            if entries[index].points >= best { keep[index] = false }
            best = min(best, entries[index].points)
        }
        var cheapest: Int?
        for index in range where keep[index] && isWasteLeft(index) && isWasteRight(index) {
            guard let other = cheapest else {
                cheapest = index
                continue
            }
            let loser = entries[index].points < entries[other].points ? other : index
            keep[loser] = false
            cheapest = loser == other ? index : other
        }
    }
}

extension PlacementProblem.Practitioner {
    /// Working time of `day` that `request` may not take.
    fileprivate func keptForOthers(
        than request: PlacementProblem.Request, on day: Int
    ) -> [PlacementProblem.Window] {
        reserved.filter {
            $0.window.day == day && !$0.priorities.contains(request.priority)
                && !$0.types.contains(request.appointmentType)
        }.map(\.window)
    }
}
