import LinearModel

private let enteringPerRequest = 6
private let separationsPerPricing = 8
private let zeroHalfDepth = 12
private let zeroHalfRoundsPerNode = 3
private let nodesPerRounding = 8
private let nodesPerPlunge = 40
private let movesPerRounding = 25_000
private let rootSearch = SearchRounds(count: 30, moves: 30_000, idle: 3)

/// Branch-price-and-cut on the master LP, over the columns that reduced cost could not exclude.
///
/// *Rule.* A node is pruned only on a proof. *Why.* GLPK's simplex can fail numerically. *What happens.* Such a node is
/// solved once more from slacks, then kept as an open bound. *If broken.* An optimum is claimed that is none.
final class Branching {
    private let master: MasterProgram
    private let progress: PlacementProgress
    private let effort: Effort
    private let columns: PlacementColumns
    private var search: LocalSearch
    private(set) var best: (plan: Assignment, points: Int)
    private var open: [(node: BranchNode, number: Int)] = []
    private var created = 0
    /// Requests whose bounds in the LP differ from the root's.
    private var restricted: Set<Int> = []
    /// Lowest bound of nodes given up for numerical reasons.
    private(set) var unresolved = Double.infinity

    /// Holds for every open node.
    private var rootBound: Double
    /// Nodes until the root is solved again with all rows found since.
    private var nodesPerVisit = 50
    private var nextVisit = 0
    private var pointsAtVisit = 0

    private enum Outcome { case pruned, solved, stopped, unresolved }

    /// Starts with one open node, the root.
    ///
    /// `rootBound` belongs to `master.reducedCost`: a column of larger reduced cost than
    ///   best − 1 − rootBound can only occur in plans that are no better than the best.
    init(
        _ master: MasterProgram, search: LocalSearch, best: (plan: Assignment, points: Int),
        rootBound: Double,
        progress: PlacementProgress
    ) {
        self.master = master
        self.search = search
        self.best = best
        self.progress = progress
        effort = master.effort
        columns = master.columns
        self.rootBound = rootBound
        progress.statistics.coreColumns = master.tighten(to: Double(best.points) - 1 - rootBound + 1e-6)
    }

    /// True at any time: what is not in the core, and what was pruned, is no better than the best plan.
    var bound: Int {
        let lowest = open.reduce(unresolved) { min($0, $1.node.bound) }
        return min(best.points, PlacementProgress.roundedUp(lowest))
    }

    /// Improves the best plan until it is proved or the effort is spent.
    func run() throws(ModelDefect) {
        push(BranchNode(bound: rootBound, decisions: []))
        try visitRoot()
        searchFromRoot()
        try master.countUnplaced()
        var next: BranchNode?
        while !effort.isExhausted {
            if progress.statistics.nodes >= nextVisit || best.points < pointsAtVisit { try visitRoot() }
            guard var node = next ?? pop() else { return }
            next = nil
            if isHopeless(node.bound) { continue }
            progress.statistics.nodes += 1
            switch try solve(&node) {
            case .pruned: continue
            case .stopped:
                push(node)
                return
            case .unresolved:
                unresolved = min(unresolved, node.bound)
                continue
            case .solved: next = try divide(node)
            }
            progress.proved(boundIncluding(next))
        }
        if let next { push(next) }
    }

    /// Solves the root again: rows found since raise its bound, and with a better plan fewer columns are left.
    private func visitRoot() throws(ModelDefect) {
        apply([])
        rootBound = try master.strengthenRoot(best: best.points, bound: rootBound, progress)
        for index in open.indices { open[index].node.bound = max(open[index].node.bound, rootBound) }
        pointsAtVisit = best.points
        nextVisit = progress.statistics.nodes + nodesPerVisit
        nodesPerVisit *= 2
    }

    /// The strengthened root is a better guide than the first one was.
    private func searchFromRoot() {
        guard !isHopeless(rootBound), !effort.isExhausted else { return }
        let guided = search.guided(by: master)
        if guided.points < best.points { best = guided }
        search.improve(&best, in: rootSearch, progress)
        if best.points < columns.outOfReach { progress.found(best.points) }
    }

    /// Divides a solved node; returns the side to plunge into.
    private func divide(_ node: BranchNode) throws(ModelDefect) -> BranchNode? {
        let fractions = Fractions(master)
        guard !fractions.isIntegral else {
            accept(integralPlan(fractions))
            if !isHopeless(node.bound) { unresolved = min(unresolved, node.bound) }
            return nil
        }
        if progress.statistics.nodes % nodesPerRounding == 1 {
            roundAndImprove(fractions, target: progress.bound)
            if isHopeless(node.bound) { return nil }
        }
        let candidates = BranchCandidate.list(fractions, master)
        guard !candidates.isEmpty else {  // fractional only within tolerance
            unresolved = min(unresolved, node.bound)
            return nil
        }
        master.shrinkIfGrown()
        let chosen = StrongBranching(master).choose(from: candidates, limit: node.depth < 6 ? 8 : 4)
        let (first, second) = chosen.sides
        let likelier = BranchNode(
            bound: node.bound, decisions: node.decisions + [chosen.secondIsLikelier ? second : first])
        push(
            BranchNode(
                bound: node.bound, decisions: node.decisions + [chosen.secondIsLikelier ? first : second]))
        // Dive into the likelier side, but now and then go back to the node with the lowest bound.
        guard progress.statistics.nodes % nodesPerPlunge == 0 else { return likelier }
        push(likelier)
        return nil
    }

    private func boundIncluding(_ next: BranchNode?) -> Int {
        next.map { min(bound, max(0, PlacementProgress.roundedUp($0.bound))) } ?? bound
    }

    private func isHopeless(_ bound: Double) -> Bool { PlacementProgress.roundedUp(bound) >= best.points }

    private func push(_ node: BranchNode) {
        created += 1
        open.append((node, created))
    }

    /// Takes the node to go on with; drops those that can no longer improve.
    private func pop() -> BranchNode? {
        open.removeAll { isHopeless($0.node.bound) }
        guard let index = open.indices.max(by: { BranchNode.isLater(open[$0], open[$1]) }) else { return nil }
        return open.remove(at: index).node
    }

    /// Sets the LP's bounds from the node's decisions; only what is in the old or new decisions can change.
    private func apply(_ decisions: [BranchDecision]) {
        var kinds: [Int: [BranchDecision.Kind]] = [:]
        var ranges = master.groups.map(\.whole)
        for decision in decisions {
            switch decision {
            case .request(let request, let kind): kinds[request, default: []].append(kind)
            case .unplaced(let group, let range): ranges[group] = ranges[group].clamped(to: range)
            }
        }
        for group in ranges.indices where ranges[group] != master.groups[group].range {
            master.restrict(group: group, to: ranges[group])
        }
        for request in restricted.union(kinds.keys).sorted() { restrict(request, by: kinds[request] ?? []) }
        restricted = Set(kinds.keys)
    }

    private func restrict(_ request: Int, by kinds: [BranchDecision.Kind]) {
        var allowed = columns.range(of: request)
        var (mustPlace, isForcedOut) = (false, false)
        for kind in kinds {
            switch kind {
            case .forbidUnplaced: mustPlace = true
            case .forceUnplaced: isForcedOut = true
            case .beforeSplit(let split):
                allowed = allowed.clamped(to: allowed.lowerBound..<max(allowed.lowerBound, split))
            case .fromSplit(let split):
                allowed = max(allowed.lowerBound, min(split, allowed.upperBound))..<allowed.upperBound
                mustPlace = true
            }
        }
        restrict(request, to: isForcedOut ? 0..<0 : allowed, mustPlace: mustPlace)
    }

    private func restrict(_ request: Int, to allowed: Range<Int>, mustPlace: Bool) {
        master.restriction?.mustPlace[request] = mustPlace
        master.session.setColumn(request, fixedAtZero: mustPlace)
        for column in columns.range(of: request) {
            master.restriction?.isBanned[column] = !allowed.contains(column)
        }
        for number in master.lpColumnsOf[request] {
            let column = master.columnAt[number]
            let isOpen = allowed.contains(column) && master.restriction?.isInCore[column] == true
            master.session.setColumn(number, fixedAtZero: !isOpen)
        }
    }

    /// Prices and cuts at a node; raises its bound.
    private func solve(_ node: inout BranchNode) throws(ModelDefect) -> Outcome {
        apply(node.decisions)
        var zeroHalfRounds = 0
        var wasRestarted = false
        master.solve(.dual)
        while !effort.isExhausted {
            switch master.status {
            case .optimal: break
            case .infeasible:
                // Only requests that must be placed can cause it; perhaps their columns are just not priced in.
                let missing = missingColumns()
                guard !missing.isEmpty else { return .pruned }
                try master.add(missing)
                master.solve(.primal)
                continue
            case .stopped, .unreliable:
                guard !wasRestarted else { return .unresolved }
                wasRestarted = true
                master.restart()
                continue
            }
            var separations = 0
            while separations < separationsPerPricing, master.status == .optimal, !effort.isExhausted,
                try master.separate() > 0
            {
                master.solve(.dual)
                separations += 1
            }
            guard master.status == .optimal else { continue }
            let priced = master.price(perRequest: enteringPerRequest, isRoot: false)
            node.bound = max(node.bound, priced.bound)
            if isHopeless(node.bound) { return .pruned }
            if !priced.entering.isEmpty {
                try master.add(priced.entering)
                master.solve(.primal)
            } else if separations < separationsPerPricing {  // else rows may still be violated
                guard node.depth <= zeroHalfDepth, zeroHalfRounds < zeroHalfRoundsPerNode,
                    try master.separateZeroHalf() > 0
                else { return .solved }
                zeroHalfRounds += 1
                master.solve(.dual)
            }
        }
        return .stopped
    }

    private func missingColumns() -> [Int] {
        guard let restriction = master.restriction else { return [] }
        return columns.problem.requests.indices.filter { restriction.mustPlace[$0] }.flatMap { request in
            restriction.core[request].filter { !restriction.isBanned[$0] && !master.isInLP($0) }
        }
    }

    /// The plan of an integral point; `nil` if it breaks a row within the LP's tolerance.
    private func integralPlan(_ fractions: Fractions) -> Assignment? {
        var plan = Assignment(columns)
        for (column, value) in fractions.placed.joined() where value > 0.5 {
            guard plan.fits(column) else { return nil }
            plan.put(column)
        }
        return plan
    }

    /// Places requests where the LP puts most of them, fills up greedily, and searches on from there.
    private func roundAndImprove(_ fractions: Fractions, target: Int) {
        var plan = Assignment(columns)
        let firmness = fractions.placed.map { $0.map(\.value).max() ?? 0 }
        for request in firmness.indices.sorted(by: { (firmness[$1], $0) < (firmness[$0], $1) })
        where fractions.unplaced[request] <= 0.9 {
            let byValue = fractions.placed[request].sorted { ($1.value, $0.column) < ($0.value, $1.column) }
            let choice =
                byValue.first { plan.fits($0.column) }?.column
                ?? search.cheapest(of: request, in: plan, among: search.candidates[request])
            if let choice { plan.put(choice) }
        }
        _ = search.improve(&plan, moves: movesPerRounding, target: target) { _ in }
        accept(plan)
    }

    private func accept(_ plan: Assignment?) {
        guard let plan else { return }
        let points = plan.points
        guard points < best.points else { return }
        best = (plan, points)
        if points < columns.outOfReach { progress.found(points) }
    }
}
