import LinearModel

/// Chooses at most k cells that are cheap and differ.
///
///     max  Σ (worth − c_i) x_i + bonus · Σ z_v
///     Σ x ≤ k;  ≤ 2 a practitioner;  ≤ 1 a day;  ≤ k − 1 in one half of the day;  z_v ≤ Σ x_i, i ∈ v
///
/// for every week and practitioner v. A greedy choice gives a value that the best reaches; a cell whose best
/// conceivable company stays below it cannot be in any better choice and never gets a variable. What is left, a few
/// dozen cells, goes to the LP, which is integral nearly always, and to branch and cut when it is not.
struct DiverseChoice {
    private let solver: any LinearSolver
    private let cells: [SuggestionCell]
    private let count: Int
    /// Exceeds every cost, so that another suggestion is always worth having.
    private let worth: Int
    private let hasOneHalfOnly: Bool

    /// Points that another week or practitioner among the suggestions is worth.
    private static let diversityBonus = 2
    private static let perPractitioner = 2

    /// A choice of at most `count` cells, 1...20, given in any order.
    init(of cells: [SuggestionCell], count: Int, solver: any LinearSolver) {
        self.solver = solver
        self.cells = SuggestionCell.cheapestFirst(cells)
        self.count = count
        worth = (self.cells.last?.cost ?? 0) + 1
        hasOneHalfOnly = cells.allSatisfy { $0.half == cells[0].half }
    }

    /// The best choice, cheapest first.
    ///
    /// - Throws: `ModelDefect` if a cost is no number a solver can take.
    func best() throws(ModelDefect) -> [SuggestionCell] {
        guard cells.count > 1 else { return cells }
        let greedy = greedyChoice()
        let promising = promising(value: value(of: greedy))
        guard promising.count > greedy.count else { return greedy }
        return try best(of: promising) ?? greedy
    }

    /// The best choice with a variable for every cell; for comparison.
    func bestOfAll() throws(ModelDefect) -> [SuggestionCell] { try best(of: cells) ?? [] }

    private func best(of cells: [SuggestionCell]) throws(ModelDefect) -> [SuggestionCell]? {
        for domain in [VariableDomain.continuous(lower: 0, upper: 1), .binary] {
            let (model, choices) = model(of: cells, domain)
            let solution = try solver.solve(model, limits: SolveLimits(seconds: 2))
            guard solution.objective != nil else { continue }
            let values = choices.map { solution[$0] }
            if domain == .binary || values.allSatisfy({ abs($0 - $0.rounded()) < 1e-6 }) {
                return zip(cells, values).filter { $1 > 0.5 }.map(\.0)
            }
        }
        return nil
    }

    /// What a choice is worth, bonus included.
    func value(of choice: [SuggestionCell]) -> Int {
        choice.reduce(0) { $0 + worth - $1.cost }
            + Self.diversityBonus * (Set(choice.map(\.practitioner)).count + Set(choice.map(\.week)).count)
    }

    /// One cell after the other, each the one that adds most and keeps the rules.
    private func greedyChoice() -> [SuggestionCell] {
        var chosen: [SuggestionCell] = []
        while chosen.count < count {
            var best: (gain: Int, cell: SuggestionCell)?
            for cell in cells {
                // Costs only rise from here: nothing later can add more than this.
                if let best, worth - cell.cost + 2 * Self.diversityBonus <= best.gain { break }
                guard allows(cell, beside: chosen) else { continue }
                let gain = self.gain(of: cell, beside: chosen)
                if gain > best?.gain ?? .min { best = (gain, cell) }
            }
            guard let best else { break }
            chosen.append(best.cell)
        }
        return chosen.sorted(by: SuggestionCell.isCheaper)
    }

    /// What `cell` adds to the value of `chosen`.
    private func gain(of cell: SuggestionCell, beside chosen: [SuggestionCell]) -> Int {
        let isNewPractitioner = !chosen.contains { $0.practitioner == cell.practitioner }
        let isNewWeek = !chosen.contains { $0.week == cell.week }
        let news = (isNewPractitioner ? 1 : 0) + (isNewWeek ? 1 : 0)
        return worth - cell.cost + Self.diversityBonus * news
    }

    private func allows(_ cell: SuggestionCell, beside chosen: [SuggestionCell]) -> Bool {
        !chosen.contains { $0.day == cell.day }
            && chosen.count { $0.practitioner == cell.practitioner } < Self.perPractitioner
            && (count == 1 || chosen.count { $0.half == cell.half } < count - 1 || hasOneHalfOnly)
    }

    /// The cells that could be in a choice worth at least `value`.
    ///
    /// Of one half of one day only the k cheapest count: of their practitioners at least one is in no other chosen
    /// cell, so that a dearer cell can be exchanged for that one without loss. And a cell must reach `value` in the
    /// best conceivable company: the best days for the other k − 1, each at its cheapest, and every practitioner new.
    private func promising(value: Int) -> [SuggestionCell] {
        let company = bestCompany()
        let practitioners = Self.diversityBonus * min(count, Set(cells.map(\.practitioner)).count)
        var seen: [[Int]] = [[], []]
        return cells.filter { cell in
            if seen[cell.half].count <= cell.day {
                seen[cell.half] += Array(repeating: 0, count: cell.day + 1 - seen[cell.half].count)
            }
            seen[cell.half][cell.day] += 1
            guard seen[cell.half][cell.day] <= count, let others = company[cell.day] else { return false }
            return worth - cell.cost + Self.diversityBonus + others + practitioners >= value
        }
    }

    /// By day: what k − 1 cells of other days are worth at most, with the bonus for weeks.
    private func bestCompany() -> [Int: Int] {
        var cheapestOfDay: [Int: Int] = [:]
        for cell in cells where cheapestOfDay[cell.day] == nil { cheapestOfDay[cell.day] = cell.cost }
        let weeks = Dictionary(grouping: cheapestOfDay) { $0.key / 7 }.mapValues {
            $0.sorted { $0.value < $1.value }.prefix(count)
        }
        return cheapestOfDay.reduce(into: [:]) { company, left in
            var best = Array(repeating: 0, count: count)  // by how many cells are chosen
            for days in weeks.values {
                let gains = days.lazy.filter { $0.key != left.key }.map { worth - $0.value }
                let before = best
                var gain = Self.diversityBonus
                for (position, day) in gains.enumerated() where position + 1 < count {
                    gain += day
                    for chosen in position + 1..<count {
                        best[chosen] = max(best[chosen], before[chosen - position - 1] + gain)
                    }
                }
            }
            company[left.key] = best[count - 1]
        }
    }

    private func model(
        of cells: [SuggestionCell], _ domain: VariableDomain
    ) -> (LinearModel, [Variable]) {
        var model = LinearModel()
        let choices = cells.indices.map { model.variable("x[\($0)]", domain) }
        func group(by key: (SuggestionCell) -> Int) -> [(key: Int, members: [Variable])] {
            var members: [[Variable]] = []
            for (cell, choice) in zip(cells, choices) {
                while members.count <= key(cell) { members.append([]) }
                members[key(cell)].append(choice)
            }
            return members.enumerated().filter { !$0.element.isEmpty }.map { ($0.offset, $0.element) }
        }
        model.require("at most k", sum(choices), atMost: Double(count))
        for (practitioner, members) in group(by: \.practitioner)
        where members.count > Self.perPractitioner {
            model.require(
                "practitioner[\(practitioner)]", sum(members), atMost: Double(Self.perPractitioner))
        }
        for (day, members) in group(by: \.day) where members.count > 1 {
            model.require("day[\(day)]", sum(members), atMost: 1)
        }
        if count > 1 && !hasOneHalfOnly {
            for (half, members) in group(by: \.half) where members.count >= count {
                model.require("half[\(half)]", sum(members), atMost: Double(count - 1))
            }
        }
        var objective = sum(zip(choices, cells).map { Double($1.cost - worth) * $0 })
        for key in [\SuggestionCell.practitioner, \SuggestionCell.week] {
            for (value, members) in group(by: { $0[keyPath: key] }) {
                let isUsed = model.variable("used[\(value)]", .continuous(lower: 0, upper: 1))
                model.require("bonus[\(value)]", 1 * isUsed - sum(members), atMost: 0)
                objective += -Double(Self.diversityBonus) * isUsed
            }
        }
        model.minimise(objective)
        return (model, choices)
    }
}
