/// One restriction of a node of the branching.
enum BranchDecision {
    /// What is decided about one request.
    enum Kind {
        /// It must be placed.
        case forbidUnplaced
        /// It must not be placed.
        case forceUnplaced
        /// Only columns before the split, or unplaced.
        case beforeSplit(Int)
        /// Only columns from the split on.
        case fromSplit(Int)
    }

    case request(Int, Kind)
    /// How many of a group stay unplaced.
    case unplaced(group: Int, ClosedRange<Int>)
}

/// A subproblem with its proved bound.
struct BranchNode {
    var bound: Double
    let decisions: [BranchDecision]

    var depth: Int { decisions.count }

    /// Lowest bound first, deeper first among equals, then in order of creation.
    static func isLater(_ left: (node: BranchNode, number: Int), _ right: (node: BranchNode, number: Int))
        -> Bool
    {
        (left.node.bound, -left.node.depth, left.number) > (right.node.bound, -right.node.depth, right.number)
    }
}

/// Where a node could be divided.
struct BranchCandidate {
    private static let leastPart = 0.01

    let score: Double
    /// The two sides.
    let sides: (BranchDecision, BranchDecision)
    /// Whether the LP leans towards the second side.
    let secondIsLikelier: Bool

    /// Where to branch, best first.
    ///
    /// On how many of a group stay unplaced if the LP cannot tell: one side costs a whole request, the other often cannot
    /// be. Else on u, and at the place that splits a request's fractional columns in about two halves, rather between two
    /// practitioners or days than inside a day.
    static func list(_ fractions: Fractions, _ master: MasterProgram) -> [BranchCandidate] {
        let columns = master.columns
        let groups = master.groups.indices.compactMap { ofGroup($0, fractions, master) }
        guard groups.isEmpty else { return groups }
        var found: [BranchCandidate] = []
        for (request, placed) in fractions.placed.enumerated() {
            let unplaced = fractions.unplaced[request]
            if Fractions.isFractional(unplaced) {
                let weight = 2 + Double(min(columns.unplacedPoints[request], 10_000)) / 400
                found.append(
                    BranchCandidate(
                        score: min(unplaced, 1 - unplaced) * weight,
                        sides: (.request(request, .forbidUnplaced), .request(request, .forceUnplaced)),
                        secondIsLikelier: unplaced > 0.5
                    )
                )
            }
            if let split = bestSplit(request, placed, columns) { found.append(split) }
        }
        return found.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
            .map(\.element)
    }

    private static func ofGroup(
        _ group: Int, _ fractions: Fractions, _ master: MasterProgram
    ) -> BranchCandidate? {
        let (requests, range) = (master.groups[group].requests, master.groups[group].range)
        let unplaced = requests.reduce(0) { $0 + fractions.unplaced[$1] }
        let below = Int(unplaced.rounded(.down))
        let part = unplaced - Double(below)
        guard min(part, 1 - part) > leastPart, range.lowerBound <= below, below < range.upperBound else {
            return nil
        }
        return BranchCandidate(
            score: min(part, 1 - part),
            sides: (
                .unplaced(group: group, range.lowerBound...below),
                .unplaced(group: group, below + 1...range.upperBound)
            ),
            secondIsLikelier: part > 0.5
        )
    }

    private static func bestSplit(
        _ request: Int, _ placed: [(column: Int, value: Double)], _ columns: PlacementColumns
    ) -> BranchCandidate? {
        guard placed.count >= 2 else { return nil }
        let total = placed.reduce(0) { $0 + $1.value }
        let weight = 1 + Double(columns.problem.requests[request].duration) / 12
        var best: BranchCandidate?
        var left = 0.0
        for (here, next) in zip(placed, placed.dropFirst()) {
            left += here.value
            let isBoundary =
                columns.practitioner[here.column] != columns.practitioner[next.column]
                || columns.day[here.column] != columns.day[next.column]
            let score = min(left, total - left) * (isBoundary ? 1 : 0.6) * weight
            if score > best?.score ?? -1 {
                best = BranchCandidate(
                    score: score,
                    sides: (
                        .request(request, .beforeSplit(next.column)),
                        .request(request, .fromSplit(next.column))
                    ),
                    secondIsLikelier: left < 0.5
                )
            }
        }
        return best
    }
}
