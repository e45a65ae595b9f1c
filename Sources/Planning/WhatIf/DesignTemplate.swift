public import LinearModel

/// How much of each practitioner's weekday is kept for each appointment type, so that weekly demand is met.
///
///     min   Σ price_t · short_t + Σ uneven_{t,w}
///     Σ_t ticks_t n_{p,w,t} ≤ ticks_{p,w}                        every practitioner p and weekday w
///     Σ_{p,w} n_{p,w,t} + short_t ≥ needed_t                     every type t
///     Σ_p n_{p,w,t} + uneven_{t,w} ≥ ⌊needed_t / weekdays⌋        every type and weekday
///
/// n counts places a week. What is left over stays open to everything.
public struct DesignTemplate: Sendable {
    private let solver: any LinearSolver

    /// Designs by `solver`.
    public init(solver: any LinearSolver) {
        self.solver = solver
    }

    /// What there is and what is needed.
    public struct Question: Sendable {
        /// Ticks worked, by practitioner and then weekday.
        public let ticks: [[Int]]
        /// Whether practitioner p offers type t: `[p][t]`.
        public let offers: [[Bool]]
        /// Ticks of one place, by type.
        public let lengths: [Int]
        /// Places needed a week, by type.
        public let needed: [Int]

        /// A question; see the properties.
        public init(ticks: [[Int]], offers: [[Bool]], lengths: [Int], needed: [Int]) {
            self.ticks = ticks
            self.offers = offers
            self.lengths = lengths
            self.needed = needed
        }
    }

    /// What is decided.
    public struct Design: Sendable, Equatable {
        /// Places by practitioner, weekday and type.
        public let places: [[[Int]]]
        /// Places a week that are missing, by type.
        public let short: [Int]

        /// A design.
        public init(places: [[[Int]]], short: [Int]) {
            self.places = places
            self.short = short
        }
    }

    /// The best design found in ten seconds; whatever it is, it keeps every practitioner's hours.
    ///
    /// - Throws: `ModelDefect` if a number is no number.
    public func callAsFunction(_ question: Question) throws(ModelDefect) -> Design {
        var model = LinearModel()
        var objective = LinearExpression()
        let types = question.lengths.indices
        let weekdays = question.ticks.first?.indices ?? 0..<0
        let places = question.ticks.enumerated().map { practitioner, days in
            days.map { ticks in
                types.map { type in
                    let most =
                        question.offers[practitioner][type] ? ticks / max(1, question.lengths[type]) : 0
                    return model.variable("places", .integer(lower: 0, upper: Double(most)))
                }
            }
        }
        for (practitioner, days) in question.ticks.enumerated() {
            for (weekday, ticks) in days.enumerated() {
                let used = sum(types.map { Double(question.lengths[$0]) * places[practitioner][weekday][$0] })
                model.require("hours", used, atMost: Double(ticks))
            }
        }
        let short = types.map { type in
            let missing = model.variable("short", .continuous(lower: 0, upper: 1e6))
            let all = sum(places.flatMap { days in days.map { $0[type] } })
            model.require("needed", all + 1 * missing, atLeast: Double(question.needed[type]))
            objective += 100 * Double(question.lengths[type]) * missing
            for weekday in weekdays {
                let uneven = model.variable("uneven", .continuous(lower: 0, upper: 1e6))
                let level = question.needed[type] / max(1, weekdays.count)
                model.require(
                    "level", sum(places.map { $0[weekday][type] }) + 1 * uneven, atLeast: Double(level))
                objective += 1 * uneven
            }
            return missing
        }
        model.minimise(objective)
        let solution = try solver.solve(model, limits: SolveLimits(seconds: 10, gap: 1e-3))
        return Design(
            places: places.map { days in days.map { $0.map { Int(solution[$0].rounded()) } } },
            short: short.map { Int(solution[$0].rounded(.up)) }
        )
    }
}
