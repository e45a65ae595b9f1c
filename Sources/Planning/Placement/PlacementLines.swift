/// The lines of the book: one for each resource and day.
///
/// Two places can only disturb each other on a line they share.
///
/// Resources are practitioners, then pools, then patients with two or more requests (only those can be in two places),
/// then caps, on whose lines a place counts whatever its ticks are.
struct PlacementLines {
    let dayCount: Int
    let ticksPerDay: Int
    /// Number of lines.
    let count: Int
    /// First line that belongs to a pool, and the first after.
    let poolLines: Range<Int>
    /// Free ticks of practitioners, by line and tick: how many follow without a gap, counting this one.
    let freeRun: [Int16]
    /// For a free tick of a practitioner, where its gap begins.
    let gapStart: [Int16]
    /// What fixed bookings leave of pools, by line within `poolLines` and tick; never negative.
    let poolCapacity: [Int16]
    /// Resource of each request's patient; −1 if the patient has no other request.
    let patientResource: [Int]
    /// First line that belongs to a cap, and the first after.
    let capLines: Range<Int>
    /// What fixed bookings leave of caps, by line within `capLines`; never negative.
    let capCapacity: [Int]
    private let capAt: [CapKey: Int]
    private let poolAt: [PoolKey: Int]
    private let practitionerCount: Int

    private struct CapKey: Hashable {
        let practitioner: Int
        let appointmentType: String
    }

    private struct PoolKey: Hashable {
        let location: Int
        let kind: String
    }

    init(_ problem: PlacementProblem) {
        let (days, ticks) = (problem.dayCount, problem.ticksPerDay)
        dayCount = days
        ticksPerDay = ticks
        practitionerCount = problem.practitioners.count
        poolLines = practitionerCount * days..<(practitionerCount + problem.pools.count) * days

        let free = Self.freeTicks(problem)
        var run = Array(repeating: Int16(0), count: free.count)
        var gap = run
        for line in 0..<practitionerCount * days {
            for tick in stride(from: ticks - 1, through: 0, by: -1) where free[line * ticks + tick] {
                run[line * ticks + tick] = tick + 1 < ticks ? run[line * ticks + tick + 1] + 1 : 1
            }
            for tick in 0..<ticks {
                let isInside = tick > 0 && free[line * ticks + tick - 1]
                gap[line * ticks + tick] = isInside ? gap[line * ticks + tick - 1] : Int16(tick)
            }
        }
        freeRun = run
        gapStart = gap

        var poolAt: [PoolKey: Int] = [:]
        var capacity: [Int] = []
        for (index, pool) in problem.pools.enumerated() {
            poolAt[PoolKey(location: pool.location, kind: pool.kind)] = index
            capacity += Array(repeating: pool.capacity, count: days * ticks)
        }
        for fixed in problem.fixed {
            let location = problem.practitioners[fixed.practitioner].location
            for kind in fixed.equipment {
                guard let pool = poolAt[PoolKey(location: location, kind: kind)] else { continue }
                let base = (pool * days + fixed.window.day) * ticks
                for tick in fixed.window.start..<min(ticks, fixed.window.end) { capacity[base + tick] -= 1 }
            }
        }
        poolCapacity = capacity.map { Int16(clamping: max(0, $0)) }  // a real book may already exceed a pool
        self.poolAt = poolAt

        let requestsOf = Dictionary(grouping: problem.requests.indices) { problem.requests[$0].patient }
        var resources = Array(repeating: -1, count: problem.requests.count)
        var next = practitionerCount + problem.pools.count
        for request in problem.requests.indices where resources[request] < 0 {
            guard let shared = requestsOf[problem.requests[request].patient], shared.count > 1 else {
                continue
            }
            for other in shared { resources[other] = next }
            next += 1
        }
        patientResource = resources
        capLines = next * days..<(next + problem.caps.count) * days
        count = capLines.upperBound
        var capAt: [CapKey: Int] = [:]
        var left: [Int] = []
        for cap in problem.caps {
            capAt[CapKey(practitioner: cap.practitioner, appointmentType: cap.appointmentType)] = next
            next += 1
            left += (0..<days).map { day in
                max(0, cap.perDay - problem.fixed.count { cap.counts($0) && $0.window.day == day })
            }
        }
        self.capAt = capAt
        capCapacity = left
    }

    /// Whether a line can hold one place at a time: a practitioner's or a patient's.
    func isExclusive(_ line: Int) -> Bool { !poolLines.contains(line) && !capLines.contains(line) }

    /// The resource of the cap that limits `type` with `practitioner`, if there is one.
    func capResource(_ type: String, _ practitioner: Int) -> Int? {
        capAt[CapKey(practitioner: practitioner, appointmentType: type)]
    }

    /// How much of `line` is there at `tick`.
    func capacity(_ line: Int, at tick: Int) -> Int {
        if capLines.contains(line) { return capCapacity[line - capLines.lowerBound] }
        return poolLines.contains(line)
            ? Int(poolCapacity[(line - poolLines.lowerBound) * ticksPerDay + tick]) : 1
    }

    /// The pools a request uses at a location, as resources; `nil` if one is missing there.
    func poolResources(_ request: PlacementProblem.Request, at location: Int) -> [Int]? {
        var resources: [Int] = []
        for kind in request.equipment {
            guard let pool = poolAt[PoolKey(location: location, kind: kind)] else { return nil }
            resources.append(practitionerCount + pool)
        }
        return resources
    }

    /// Working time and overtime less the bookings that stay, by practitioner line and tick.
    private static func freeTicks(_ problem: PlacementProblem) -> [Bool] {
        let (days, ticks) = (problem.dayCount, problem.ticksPerDay)
        var free = Array(repeating: false, count: problem.practitioners.count * days * ticks)
        let lastEnd = PlacementCost(problem).lastWindowEnd
        for (index, practitioner) in problem.practitioners.enumerated() {
            for window in practitioner.windows {
                let line = index * days + window.day
                let overtime = lastEnd[line]..<min(ticks, lastEnd[line] + practitioner.overtimeTicks)
                for tick in window.start..<min(ticks, window.end) { free[line * ticks + tick] = true }
                for tick in overtime { free[line * ticks + tick] = true }
            }
        }
        for fixed in problem.fixed {
            let line = fixed.practitioner * days + fixed.window.day
            for tick in fixed.window.start..<min(ticks, fixed.window.end) {
                free[line * ticks + tick] = false
            }
        }
        return free
    }
}

extension PlacementProblem.Cap {
    /// Whether a booking that stays uses part of it.
    func counts(_ fixed: PlacementProblem.Fixed) -> Bool {
        fixed.practitioner == practitioner && fixed.appointmentType == appointmentType
    }
}
