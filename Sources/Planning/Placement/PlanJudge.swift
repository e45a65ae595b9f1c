import Domain

/// Judges a plan against its problem, knowing nothing of how it was found.
///
/// The rules are counted here tick by tick from the problem alone, in words of their own; no code is shared with the
/// solver, so that a mistake would have to be made twice to go unseen.
public struct PlanJudge: Sendable {
    private let problem: PlacementProblem

    /// A judge for plans of `problem`.
    public init(_ problem: PlacementProblem) {
        self.problem = problem
    }

    /// What the judge found.
    public struct Verdict: Sendable, Equatable {
        /// Broken rules in words; empty for a valid plan.
        public let violations: [String]
        /// Points as counted here.
        public let objective: Int
        /// Whether the plan keeps every rule.
        public var isValid: Bool { violations.isEmpty }
    }

    /// Judges the places of all requests, and the claim made for them.
    ///
    /// - Parameters:
    ///   - places: For each request in order its place, or `nil` if unplaced.
    ///   - claimed: The points the plan claims; `nil` claims nothing.
    ///   - bound: The bound the plan claims; `nil` claims nothing.
    /// - Returns: Every rule that is broken, and the points as counted here.
    public func judge(
        _ places: [PlacementProblem.Place?], claimed: Int? = nil, bound: Int? = nil
    ) -> Verdict {
        var court = Court(problem)
        guard places.count == problem.requests.count else {
            return Verdict(violations: ["the plan's requests are not the problem's"], objective: 0)
        }
        for (request, place) in zip(problem.requests, places) { court.hear(request, place) }
        let objective = court.points + court.overloadPoints + court.unfairPoints
        if let claimed, claimed != objective {
            court.violations.append("the plan claims \(claimed), counted \(objective)")
        }
        if let bound, bound > objective {
            court.violations.append("bound \(bound) above objective \(objective)")
        }
        if let bound, let known = problem.knownOptimum, bound > known {
            court.violations.append("bound \(bound) above the known optimum \(known)")
        }
        return Verdict(violations: court.violations, objective: objective)
    }

    /// Judges a plan file's claim; requests it does not mention, or that are not the problem's, are violations.
    public func judge(_ claim: PlanFile.Claim) -> Verdict {
        let known = Set(problem.requests.map(\.id))
        var violations = claim.places.keys.filter { !known.contains($0) }.sorted().map {
            "request \($0): not in the problem"
        }
        violations += problem.requests.filter { claim.places[$0.id] == nil }.map {
            "request \($0.id): not in the plan"
        }
        let places = problem.requests.map { claim.places[$0.id] ?? nil }
        let verdict = judge(places, claimed: claim.objective, bound: claim.bound)
        return Verdict(violations: violations + verdict.violations, objective: verdict.objective)
    }
}

private struct Court {
    private let problem: PlacementProblem
    private var free: [Key: Set<Int>] = [:]
    private var inUse: [PoolTick: Int] = [:]
    private var seenPractitioner: [Key: [Int: Int]] = [:]
    private var seenPatient: [Key: [Int: Int]] = [:]
    private var load: [Int]
    private var ofType: [CapDay: Int] = [:]
    private var borne: [String: (points: Int, requests: Int)] = [:]
    var violations: [String] = []
    var points = 0

    private struct Key: Hashable {
        let who: Int
        let day: Int
    }
    private struct CapDay: Hashable {
        let practitioner: Int
        let type: String
        let day: Int
    }
    private struct PoolTick: Hashable {
        let location: Int
        let kind: String
        let day: Int
        let tick: Int
    }

    init(_ problem: PlacementProblem) {
        self.problem = problem
        load = Array(repeating: 0, count: problem.practitioners.count)
        for (index, practitioner) in problem.practitioners.enumerated() {
            var last: [Int: Int] = [:]
            for window in practitioner.windows {
                free[Key(who: index, day: window.day), default: []].formUnion(window.start..<window.end)
                last[window.day] = max(last[window.day] ?? 0, window.end)
            }
            for (day, end) in last {
                free[Key(who: index, day: day), default: []].formUnion(end..<end + practitioner.overtimeTicks)
            }
        }
        for fixed in problem.fixed {
            let ticks = fixed.window.start..<fixed.window.end
            free[Key(who: fixed.practitioner, day: fixed.window.day)]?.subtract(ticks)
            load[fixed.practitioner] += ticks.count
            ofType[
                CapDay(
                    practitioner: fixed.practitioner, type: fixed.appointmentType, day: fixed.window.day),
                default: 0] += 1
            let location = problem.practitioners[fixed.practitioner].location
            for kind in fixed.equipment {
                for tick in ticks {
                    inUse[
                        PoolTick(location: location, kind: kind, day: fixed.window.day, tick: tick),
                        default: 0] += 1
                }
            }
        }
    }

    var overloadPoints: Int {
        guard problem.balanceLoad else { return 0 }
        return zip(problem.practitioners, load).reduce(0) {
            $0 + problem.weights.overloadTick * max(0, $1.1 - $1.0.targetLoadTicks)
        }
    }

    /// What groups bear above their share, at its price.
    var unfairPoints: Int {
        guard let fairness = problem.fairness else { return 0 }
        return borne.filter { !$0.key.isEmpty }.values.reduce(0) { sum, group in
            sum + fairness.price * max(0, group.points - fairness.pointsPerRequest * group.requests)
        }
    }

    mutating func hear(_ request: PlacementProblem.Request, _ place: PlacementProblem.Place?) {
        let before = points
        judge(request, place)
        let sofar = borne[request.group] ?? (0, 0)
        borne[request.group] = (sofar.points + points - before, sofar.requests + 1)
    }

    private mutating func judge(_ request: PlacementProblem.Request, _ place: PlacementProblem.Place?) {
        guard let place else {
            points +=
                request.isMovable
                ? problem.weights.unplaced.movable : problem.weights.unplaced[request.priority]
            if request.isMovable { blame(request, "movable but unplaced") }
            return
        }
        guard problem.practitioners.indices.contains(place.practitioner),
            problem.weekdays.indices.contains(place.day), (0..<problem.ticksPerDay).contains(place.start)
        else { return blame(request, "no such place \(place)") }
        let practitioner = problem.practitioners[place.practitioner]
        if !practitioner.skills.contains(request.skill) {
            blame(request, "practitioner \(practitioner.id) lacks \(request.skill)")
        }
        if !request.locations.contains(practitioner.location) {
            blame(request, "location \(practitioner.location) not accepted")
        }
        if !(request.earliestDay...max(request.earliestDay, request.dueDay)).contains(place.day) {
            blame(request, "day \(place.day) outside \(request.earliestDay)...\(request.dueDay)")
        }
        if place.start % request.startStep != request.startOffset {
            blame(request, "start \(place.start) is off the grid")
        }
        let ticks = place.start..<place.start + request.duration
        let key = Key(who: place.practitioner, day: place.day)
        guard let open = free[key], ticks.allSatisfy(open.contains) else {
            return blame(request, "not free at \(place)")
        }
        for kept in practitioner.reserved where kept.window.day == place.day {
            let isTaken = ticks.contains { $0 >= kept.window.start && $0 < kept.window.end }
            let isAdmitted =
                kept.priorities.contains(request.priority) || kept.types.contains(request.appointmentType)
            if isTaken && !isAdmitted { blame(request, "takes time kept for others") }
        }
        violations += Self.clashes(request, ticks, &seenPractitioner[key, default: [:]], "practitioner")
        let patient = Key(who: request.patient, day: place.day)
        violations += Self.clashes(request, ticks, &seenPatient[patient, default: [:]], "patient")
        if request.patientBusy.contains(where: {
            $0.day == place.day && $0.start < ticks.upperBound && ticks.lowerBound < $0.end
        }) {
            blame(request, "the patient is busy")
        }
        for kind in request.equipment { usePool(request, kind, practitioner.location, place.day, ticks) }
        let typeDay = CapDay(practitioner: place.practitioner, type: request.appointmentType, day: place.day)
        ofType[typeDay, default: 0] += 1
        for cap in problem.caps
        where cap.practitioner == place.practitioner && cap.appointmentType == request.appointmentType
            && ofType[typeDay, default: 0] > cap.perDay
        {
            blame(request, "more than \(cap.perDay) of \(cap.appointmentType) on day \(place.day)")
        }
        load[place.practitioner] += request.duration
        points += cost(request, place)
    }

    /// Marks `ticks` as taken by `request`, and tells who had them before.
    private static func clashes(
        _ request: PlacementProblem.Request, _ ticks: Range<Int>, _ seen: inout [Int: Int], _ word: String
    ) -> [String] {
        ticks.compactMap { tick in
            seen.updateValue(request.id, forKey: tick).map {
                "requests \($0) and \(request.id): same \(word) at tick \(tick)"
            }
        }
    }

    private mutating func usePool(
        _ request: PlacementProblem.Request, _ kind: String, _ location: Int, _ day: Int, _ ticks: Range<Int>
    ) {
        let capacity = problem.pools.first { $0.location == location && $0.kind == kind }?.capacity ?? 0
        var isOver = false
        for tick in ticks {
            let key = PoolTick(location: location, kind: kind, day: day, tick: tick)
            inUse[key, default: 0] += 1
            isOver = isOver || (inUse[key] ?? 0) > capacity
        }
        if isOver { blame(request, "\(kind) over capacity") }
    }

    /// The table of costs, term by term.
    private func cost(_ request: PlacementProblem.Request, _ place: PlacementProblem.Place) -> Int {
        let weights = problem.weights
        let was = request.original
        let practitioner = problem.practitioners[place.practitioner]
        var terms: [Int] = []
        let days = place.day - was.day
        terms.append(days > 0 ? days * weights.late[request.priority] : -days * weights.early)
        terms.append(problem.weekdays[place.day] == problem.weekdays[was.day] ? 0 : weights.weekdayChange)
        terms.append(
            request.wishedWeekdays.contains(problem.weekdays[place.day]) ? 0 : weights.unwantedWeekday)
        if place.practitioner != was.practitioner {
            let isWished = request.wishedPractitioners.contains(place.practitioner)
            terms.append(isWished ? weights.preferredPractitioner : weights.otherPractitioner)
        }
        if practitioner.location != problem.practitioners[was.practitioner].location {
            terms.append(weights.locationChange)
        }
        terms.append(min(weights.timeOfDayCap, abs(place.start - was.start) / weights.timeOfDayStepTicks))
        let isMorning = place.start < 12 * 60 / problem.tickMinutes
        if request.timeOfDay == .am && !isMorning || request.timeOfDay == .pm && isMorning {
            terms.append(weights.unwantedTimeOfDay)
        }
        let closing = practitioner.windows.filter { $0.day == place.day }.map(\.end).max() ?? 0
        let overtime = (place.start..<place.start + request.duration).filter { $0 >= closing }.count
        terms.append(overtime * weights.overtimeTick)
        if request.isMovable && place != was { terms.append(weights.move) }
        return terms.reduce(0, +)
    }

    private mutating func blame(_ request: PlacementProblem.Request, _ fault: String) {
        violations.append("request \(request.id): \(fault)")
    }
}
