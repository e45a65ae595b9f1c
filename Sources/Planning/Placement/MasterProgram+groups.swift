import Domain
import LinearModel

/// Requests of one kind, with the row that counts how many of them are left out.
///
/// An LP may leave 19.17 of them out; a plan leaves 19 or 20, and the whole step costs hundreds of points. No decision
/// about a single request tells that.
struct UnplacedGroup {
    let requests: [Int]
    /// LP row Σ u − escape, free unless a decision is in force.
    var row: Int
    /// LP column that keeps the row feasible at a price no plan would pay.
    var escape: Int
    /// What the decisions in force leave.
    var range: ClosedRange<Int>

    /// No decision.
    var whole: ClosedRange<Int> { 0...requests.count }
}

extension MasterProgram {
    /// Adds the rows of groups of which some are left out at the present point: requests of a skill, with the same
    /// priority, with the same length.
    func countUnplaced() throws(ModelDefect) {
        let values = session.columnValues()
        var known: Set<[Int]> = []
        for members in kinds() where members.count >= 2 && known.insert(members).inserted {
            guard members.contains(where: { values[$0] > Fractions.tolerance }) else { continue }
            let row = session.rowCount
            let escape = session.columnCount
            try session.addRows([
                SimplexRow(
                    lower: -.infinity, upper: .infinity, indices: members,
                    coefficients: members.map { _ in 1 })
            ])
            try session.addColumns([
                SimplexColumn(cost: Double(columns.outOfReach), indices: [row], coefficients: [-1])
            ])
            columnAt.append(-1)
            groups.append(
                UnplacedGroup(requests: members, row: row, escape: escape, range: 0...members.count))
        }
    }

    /// Lets between `range` of a group stay unplaced.
    func restrict(group: Int, to range: ClosedRange<Int>) {
        groups[group].range = range
        let (row, whole) = (groups[group].row, groups[group].whole)
        session.setRow(
            row, lower: range.lowerBound > 0 ? Double(range.lowerBound) : -.infinity,
            upper: range.upperBound < whole.upperBound ? Double(range.upperBound) : .infinity
        )
    }

    private func kinds() -> [[Int]] {
        let requests = columns.problem.requests
        let optional = requests.indices.filter { !requests[$0].isMovable }
        func grouped(_ kind: (PlacementProblem.Request) -> [String]) -> [[Int]] {
            Dictionary(grouping: optional) { kind(requests[$0]) }.values.sorted { $0[0] < $1[0] }
        }
        return grouped { [$0.skill] } + grouped { [$0.skill, $0.priority.rawValue] }
            + grouped { [$0.skill, $0.priority.rawValue, "\($0.duration)"] }
    }
}
