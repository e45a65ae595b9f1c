/// One restriction of a node of the branching.
struct BranchDecision {
    /// What is decided about the request.
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

    let request: Int
    let kind: Kind
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
    let score: Double
    let request: Int
    /// The column where the request's columns are divided; `nil` to divide on "unplaced".
    let split: Int?
    /// Whether the LP leans towards the second side.
    let secondIsLikelier: Bool

    /// The two sides.
    var sides: (BranchDecision, BranchDecision) {
        guard let split else {
            return (
                BranchDecision(request: request, kind: .forbidUnplaced),
                BranchDecision(request: request, kind: .forceUnplaced)
            )
        }
        return (
            BranchDecision(request: request, kind: .beforeSplit(split)),
            BranchDecision(request: request, kind: .fromSplit(split))
        )
    }

    /// Where to branch: on u, and at the place that splits a request's fractional columns in about two
    /// halves, rather between two practitioners or days than inside a day.
    ///
    /// Best first.
    static func list(_ fractions: Fractions, _ columns: PlacementColumns) -> [BranchCandidate] {
        var found: [BranchCandidate] = []
        for (request, placed) in fractions.placed.enumerated() {
            let unplaced = fractions.unplaced[request]
            if Fractions.isFractional(unplaced) {
                let weight = 2 + Double(min(columns.unplacedPoints[request], 10_000)) / 400
                found.append(
                    BranchCandidate(
                        score: min(unplaced, 1 - unplaced) * weight, request: request, split: nil,
                        secondIsLikelier: unplaced > 0.5
                    )
                )
            }
            if let split = bestSplit(request, placed, columns) { found.append(split) }
        }
        return found.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
            .map(\.element)
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
                    score: score, request: request, split: next.column, secondIsLikelier: left < 0.5
                )
            }
        }
        return best
    }
}
