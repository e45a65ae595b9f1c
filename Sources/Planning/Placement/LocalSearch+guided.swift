import LinearModel

/// Search goes on for up to `count` rounds of `moves` moves, until `idle` rounds in a row have found nothing.
struct SearchRounds {
    let count: Int
    let moves: Int
    let idle: Int
}

extension LocalSearch {
    /// A plan guided by the LP: requests it places firmly come first, and its own columns win ties.
    ///
    /// Ranks all columns by what the LP thinks of them.
    mutating func guided(by master: MasterProgram) -> (plan: Assignment, points: Int) {
        let columns = master.columns
        var score = master.reducedCost
        var firmness = Array(repeating: 0, count: columns.requestCount)
        let values = master.session.columnValues()
        for number in master.firstPricedIn..<values.count
        where values[number] > 1e-6 && master.columnAt[number] >= 0 {
            let column = master.columnAt[number]
            score[column] -= 1e-3 * values[number]
            let request = Int(columns.request[column])
            firmness[request] = max(firmness[request], Int((values[number] * 1e9).rounded()))
        }
        rank(by: score, perRequest: 60, regret: master.reducedCost, loadDual: master.loadDual)
        let plan = greedy(
            firmness.indices.sorted {
                (firmness[$1], columns.unplacedPoints[$1], $0) < (
                    firmness[$0], columns.unplacedPoints[$0], $1
                )
            },
            from: Assignment(columns)
        )
        return (plan, plan.points)
    }

    /// Improves a plan in rounds, down to what is proved.
    mutating func improve(
        _ best: inout (plan: Assignment, points: Int), in rounds: SearchRounds, _ progress: PlacementProgress
    ) {
        var idle = 0
        for _ in 0..<rounds.count where best.points > progress.bound && idle < rounds.idle {
            let before = best.points
            best.points = improve(&best.plan, moves: rounds.moves, target: progress.bound) {
                progress.found($0)
            }
            idle = best.points == before ? idle + 1 : 0
        }
    }
}
