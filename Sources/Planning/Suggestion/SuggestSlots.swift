import Domain
public import LinearModel

/// Chooses the best free slots for one request: the best start of every cell (practitioner, day, half-day), and of
/// those a diverse few.
///
/// Diverse means: at most two with one practitioner, at most one on a day, not all in one half of the day, and a bonus
/// for every further week and practitioner (`docs/formulation.md`, suggestions). The choice is an integer program; its
/// LP relaxation is integral nearly always, and branch and cut is called only when it is not.
public struct SuggestSlots: Sendable {
    private let solver: any LinearSolver

    /// Points that another week or practitioner among the suggestions is worth.
    private static let diversityBonus = 2.0
    private static let perPractitioner = 2.0
    private static let perDay = 1.0

    /// Suggestions whose final choice `solver` makes.
    public init(solver: any LinearSolver) {
        self.solver = solver
    }

    /// Suggests slots, cheapest first; ties by day, start, practitioner.
    ///
    /// Empty if nothing fits, which is an answer.
    ///
    /// Nothing is held: between this call and a booking a slot can be taken, and the booking decides again.
    ///
    /// - Throws: `ModelDefect` if the book holds numbers no solver can take.
    /// - Complexity: O(practitioners × days × starts), then one small LP.
    public func callAsFunction(
        _ request: SuggestionRequest, in book: SuggestionBook
    ) throws(ModelDefect) -> [Suggestion] {
        let cells = self.cells(request, book)
        return try diverse(cells, request.count, book).sorted {
            ($0.cost, $0.day, $0.start, $0.practitioner) < ($1.cost, $1.day, $1.start, $1.practitioner)
        }
    }

    /// The cheapest start of every (practitioner, day, half-day) that has one.
    func cells(_ request: SuggestionRequest, _ book: SuggestionBook) -> [Suggestion] {
        let cost = SuggestionCost(book, request)
        let gridTicks = max(1, request.grid.count / SuggestionBook.tickMinutes)
        let noon = 720 / SuggestionBook.tickMinutes
        var cells: [Suggestion] = []
        for option in request.options {
            let (before, total) = option.length.ticks(of: SuggestionBook.tickMinutes)
            for day in request.days {
                let free = book.free[option.practitioner * book.days.count + day]
                var usable = free
                for pool in option.pools {
                    usable = usable.intersection(book.poolFree[pool]?[day] ?? TickSet())
                }
                if let busy = request.patientBusy[day] { usable = usable.subtracting(busy) }
                let starts = usable.starts(ofRun: total)
                guard !starts.isEmpty else { continue }
                let dayPoints = cost.ofDay(option, day: day)
                var best: [(start: Int, points: Int)?] = [nil, nil]
                starts.forEach { busyStart in
                    let start = busyStart + before
                    guard start % gridTicks == 0, day > request.days.lowerBound || start >= request.firstTick
                    else { return }
                    let points =
                        dayPoints + cost.ofStart(busyStart..<busyStart + total, visibleStart: start, in: free)
                    let half = start < noon ? 0 : 1
                    if points < best[half]?.points ?? .max { best[half] = (start, points) }
                }
                for case let (start, points)? in best {
                    cells.append(
                        Suggestion(
                            practitioner: option.practitioner, day: day, start: start, cost: points,
                            terms: cost.terms(
                                option, day: day, busy: start - before..<start - before + total,
                                visibleStart: start
                            )
                        )
                    )
                }
            }
        }
        return cells
    }

    /// At most `count` cells, as diverse as the rules above want.
    func diverse(_ cells: [Suggestion], _ count: Int, _ book: SuggestionBook) throws(ModelDefect)
        -> [Suggestion]
    {
        guard cells.count > 1 else { return cells }
        for domain in [VariableDomain.continuous(lower: 0, upper: 1), .binary] {
            let (model, choices) = choice(of: cells, count, book, domain)
            let solution = try solver.solve(model, limits: SolveLimits(seconds: 2))
            guard solution.objective != nil else { continue }
            let values = choices.map { solution[$0] }
            if domain == .binary || values.allSatisfy({ abs($0 - $0.rounded()) < 1e-6 }) {
                return zip(cells, values).filter { $1 > 0.5 }.map(\.0)
            }
        }
        return firstThatFit(cells, count)
    }

    /// The cheapest cells that keep the rules, one after the other: the answer if the solver has none in time.
    private func firstThatFit(_ cells: [Suggestion], _ count: Int) -> [Suggestion] {
        var chosen: [Suggestion] = []
        for cell in cells.sorted(by: { ($0.cost, $0.day, $0.start) < ($1.cost, $1.day, $1.start) })
        where chosen.count < count {
            let isDayTaken = chosen.contains { $0.day == cell.day }
            let withSame = chosen.count { $0.practitioner == cell.practitioner }
            if !isDayTaken && withSame < Int(Self.perPractitioner) { chosen.append(cell) }
        }
        return chosen
    }

    private func choice(
        of cells: [Suggestion], _ count: Int, _ book: SuggestionBook, _ domain: VariableDomain
    ) -> (LinearModel, [Variable]) {
        var model = LinearModel()
        let noon = 720 / SuggestionBook.tickMinutes
        let choices = cells.indices.map { model.variable("x[\($0)]", domain) }
        func group(by key: (Suggestion) -> Int) -> [(key: Int, members: [Variable])] {
            Dictionary(grouping: cells.indices) { key(cells[$0]) }.sorted { $0.key < $1.key }
                .map { ($0.key, $0.value.map { choices[$0] }) }
        }
        model.require("at most k", sum(choices), atMost: Double(count))
        for (practitioner, members) in group(by: \.practitioner) where members.count > 2 {
            model.require("practitioner[\(practitioner)]", sum(members), atMost: Self.perPractitioner)
        }
        for (day, members) in group(by: \.day) where members.count > 1 {
            model.require("day[\(day)]", sum(members), atMost: Self.perDay)
        }
        for (half, members) in group(by: { $0.start < noon ? 0 : 1 })
        where count > 1 && members.count < cells.count {
            model.require("half[\(half)]", sum(members), atMost: Double(count - 1))
        }
        // Every suggestion is worth more than the dearest costs, so that as many are chosen as the rules allow.
        let worth = Double(cells.map(\.cost).max() ?? 0) + 1
        var objective = sum(zip(choices, cells).map { (Double($1.cost) - worth) * $0 })
        for key in [\Suggestion.practitioner, \Suggestion.week] {
            for (value, members) in group(by: { $0[keyPath: key] }) {
                let isUsed = model.variable("used[\(value)]", .continuous(lower: 0, upper: 1))
                model.require("bonus[\(value)]", 1 * isUsed - sum(members), atMost: 0)
                objective += -Self.diversityBonus * isUsed
            }
        }
        model.minimise(objective)
        return (model, choices)
    }
}

extension Suggestion {
    /// Week of the book, counted from its first day.
    fileprivate var week: Int { day / 7 }
}
