import Suggesting
package import Book
import Domain
import Planning

/// Divides weekly hours between appointment types for a target of access, and checks the division by a replay.
///
/// Only types that miss the target get time of their own, and no more than it takes: time that is kept for one type is
/// lost to all others until it is released. The share of demand that is kept rises step by step, and the best step stays.
package struct DesignSchedule {
    private let scheduling: Scheduling
    private let solver: any PlanSolver

    /// Places kept in percent of mean weekly demand of a slow type, in the order they are tried.
    private static let steps = [25, 50, 75, 100, 125]
    /// What is kept opens to all so long before.
    private static let release: Minutes = 1_440

    package init(_ scheduling: Scheduling, solver: any PlanSolver) {
        self.scheduling = scheduling
        self.solver = solver
    }

    package func callAsFunction(
        targetDays: Double, days: Int, seed: Int, _ effect: ScenarioChanges.Effect
    ) async throws -> RunScenario.Outcome {
        guard Bounds.ScenarioDays.allows(days), (0.1...90).contains(targetDays) else {
            throw ScenarioError.invalid(
                field: "question.template", value: "\(days), \(targetDays)",
                rule: "days is 1 to 60, targetDays 0.1 to 90")
        }
        let world = try await scheduling.read { transaction, context in
            try ReplayWorld(transaction, context, days: days, effect)
        }
        var best = world.figures(world.replay(seed: seed))
        let slow = Set(best.thirdNextAvailableByType.filter { $0.value > targetDays }.keys)
        var decisions = ["nothing kept: the slowest type takes \(Self.text(Self.slowest(best))) days"]
        for step in Self.steps where Self.slowest(best) > targetDays {
            let question = question(world, slow, percent: step)
            let design = try await solver.design(question)
            let figures = world.figures(
                world.replay(
                    seed: seed, on: world.snapshot.book.reserving(reservations(world, question, design))))
            decisions.append(
                "\(step) % of the demand for slow types kept: the slowest type takes \(Self.text(Self.slowest(figures))) days"
                    + (design.short.contains { $0 > 0 }
                        ? ", \(design.short.reduce(0, +)) places a week missing" : ""))
            guard Self.slowest(figures) < Self.slowest(best) else { continue }
            best = figures
            decisions += words(world, design)
        }
        return RunScenario.Outcome(figures: best, proposal: nil, decisions: decisions)
    }

    private static func slowest(_ figures: KeyFigures) -> Double {
        figures.thirdNextAvailableByType.values.max() ?? 0
    }

    private static func text(_ days: Double) -> String { "\((days * 10).rounded() / 10)" }

    private func question(_ world: ReplayWorld, _ slow: Set<String>, percent: Int) -> DesignTemplate.Question
    {
        let book = world.snapshot.book
        let ticks = book.practitioners.indices.map { practitioner in
            Weekday.allCases.map { weekday in
                let days = book.days.indices.filter { book.days[$0].weekday == weekday }
                return days.map { book.workedTicks[practitioner * book.days.count + $0] }.max() ?? 0
            }
        }
        let lengths = world.kinds.map { kind in
            kind.request.options.map { $0.length.ticks(of: SuggestionBook.tickMinutes).total }.max() ?? 0
        }
        let workdays = Weekday.allCases.count { weekday in ticks.contains { $0[weekday.index] > 0 } }
        return DesignTemplate.Question(
            ticks: ticks,
            offers: book.practitioners.indices.map { practitioner in
                world.kinds.map { $0.request.options.contains { $0.practitioner == practitioner } }
            },
            lengths: lengths,
            needed: world.kinds.map { kind in
                guard slow.contains(kind.request.type.rawValue) else { return 0 }
                return Int((kind.perDay * Double(workdays * percent) / 100).rounded(.up))
            }
        )
    }

    /// The division as time kept on every day of the book: types one after the other through the hours worked.
    private func reservations(
        _ world: ReplayWorld, _ question: DesignTemplate.Question, _ design: DesignTemplate.Design
    ) -> [Int: [SuggestionBook.Reservation]] {
        let book = world.snapshot.book
        var kept: [Int: [SuggestionBook.Reservation]] = [:]
        for practitioner in book.practitioners.indices {
            for (day, date) in book.days.enumerated() {
                let line = practitioner * book.days.count + day
                var left = book.workedTicks(of: line)
                for (type, places) in design.places[practitioner][date.weekday.index].enumerated()
                where places > 0 {
                    let ticks = left.prefix(places * question.lengths[type])
                    left = left.subtracting(ticks)
                    let carveOut = CarveOut(
                        practitioner: book.practitioners[practitioner].id, weekday: date.weekday,
                        hours: .wholeDay, priorities: [], types: [world.types[type].id], release: Self.release
                    )
                    kept[line, default: []].append(.init(ticks: ticks, carveOut: carveOut))
                }
            }
        }
        return kept
    }

    private func words(_ world: ReplayWorld, _ design: DesignTemplate.Design) -> [String] {
        zip(world.snapshot.book.practitioners, design.places).compactMap { practitioner, days in
            let week = days.enumerated().compactMap { weekday, places -> String? in
                let kept = zip(world.types, places).filter { $1 > 0 }.map { "\($1) × \($0.id)" }
                return kept.isEmpty
                    ? nil : "\(Weekday.allCases[weekday].shortName) \(kept.joined(separator: ", "))"
            }
            return week.isEmpty ? nil : "\(practitioner.name): \(week.joined(separator: "; "))"
        }
    }
}
