public import LinearModel

/// How many extra patients each session may take because some are expected not to come.
///
///     max   Σ seen_s(y) z_{s,y} − w Σ over_s(y) z_{s,y}
///     Σ_y z_{s,y} = 1                                              every session s, y = 0…most
///     Σ_s share_{g,s} over_s(y) z_{s,y} ≤ cap · patients_g         every group g
///
/// seen and over come from the exact distribution of who comes (a Poisson binomial): over_s(y) is the expected number of
/// patients beyond the places, each of whom makes the session longer by one place. The rows for groups keep what waiting
/// it causes from falling on one group.
///
/// Source: the cap by group follows Samorani et al., Overbooked and overlooked, 2021.
public struct PlanOverbooking: Sendable {
    private let solver: any LinearSolver

    /// Decisions by `solver`.
    public init(solver: any LinearSolver) {
        self.solver = solver
    }

    /// A practitioner's day as it is booked.
    public struct Session: Sendable {
        /// For each booked patient the chance of not coming, 0...1.
        public let noShow: [Double]
        /// The group of each booked patient.
        public let groups: [String]
        /// Minutes of one place.
        public let minutes: Double

        /// A session.
        public init(noShow: [Double], groups: [String], minutes: Double) {
            self.noShow = noShow
            self.groups = groups
            self.minutes = minutes
        }
    }

    /// What may be done.
    public struct Limits: Sendable {
        /// Most extra patients of a session.
        public let perSession: Int
        /// Most minutes that a patient of any group may be expected to wait longer on average.
        public let waitMinutes: Double
        /// What one expected patient too many costs, in patients seen.
        public let overtimeWeight: Double

        /// Limits; see the properties.
        public init(perSession: Int, waitMinutes: Double, overtimeWeight: Double = 1.5) {
            self.perSession = perSession
            self.waitMinutes = waitMinutes
            self.overtimeWeight = overtimeWeight
        }
    }

    /// What is decided.
    public struct Decision: Sendable, Equatable {
        /// Extra patients of each session.
        public let extra: [Int]
        /// Expected minutes of waiting that this adds for a patient of each group.
        public let waitMinutes: [String: Double]

        /// A decision.
        public init(extra: [Int], waitMinutes: [String: Double]) {
            self.extra = extra
            self.waitMinutes = waitMinutes
        }
    }

    /// The best numbers of extra patients.
    ///
    /// - Throws: `ModelDefect` if a chance is no number.
    /// - Complexity: One binary for each session and number.
    public func callAsFunction(
        _ sessions: [Session], limits: Limits
    ) throws(ModelDefect) -> Decision {
        var model = LinearModel()
        var gain = LinearExpression()
        var borne: [String: LinearExpression] = [:]
        var choices: [[Variable]] = []
        let tables = sessions.map { Self.outcomes($0, most: limits.perSession) }
        for (session, table) in zip(sessions, tables) {
            let picks = table.map { _ in model.variable("extra", .binary) }
            model.require("one number", sum(picks), exactly: 1)
            let counts = Dictionary(grouping: session.groups) { $0 }.mapValues(\.count)
            for (pick, outcome) in zip(picks, table) {
                gain += (limits.overtimeWeight * outcome.over - outcome.seen) * pick
                for (group, count) in counts {
                    let share =
                        Double(count) * outcome.over * session.minutes / Double(max(1, session.groups.count))
                    borne[group, default: LinearExpression()] += share * pick
                }
            }
            choices.append(picks)
        }
        let patients = Dictionary(grouping: sessions.flatMap(\.groups)) { $0 }.mapValues(\.count)
        for (group, wait) in borne.sorted(by: { $0.key < $1.key }) {
            model.require(
                "group[\(group)]", wait, atMost: limits.waitMinutes * Double(patients[group] ?? 0))
        }
        model.minimise(gain)
        let solution = try solver.solve(model, limits: SolveLimits(seconds: 10, gap: 1e-3))
        let extra = choices.map { picks in
            solution.objective == nil ? 0 : picks.firstIndex { solution[$0] > 0.5 } ?? 0
        }
        return Decision(extra: extra, waitMinutes: Self.waits(sessions, tables, extra, patients))
    }

    private static func waits(
        _ sessions: [Session], _ tables: [[(seen: Double, over: Double)]], _ extra: [Int],
        _ patients: [String: Int]
    ) -> [String: Double] {
        var minutes: [String: Double] = [:]
        for (index, session) in sessions.enumerated() where !session.groups.isEmpty {
            let wait = tables[index][extra[index]].over * session.minutes / Double(session.groups.count)
            for group in session.groups { minutes[group, default: 0] += wait }
        }
        return minutes.reduce(into: [:]) { $0[$1.key] = $1.value / Double(max(1, patients[$1.key] ?? 1)) }
    }

    /// By number of extra patients, who are as reliable as the mean of the booked: expected patients seen within the
    /// places, and expected patients beyond them.
    static func outcomes(_ session: Session, most: Int) -> [(seen: Double, over: Double)] {
        let places = session.noShow.count
        let mean = session.noShow.isEmpty ? 0 : session.noShow.reduce(0, +) / Double(places)
        var coming = [1.0]  // by number who come
        func add(_ noShow: Double) {
            var next = Array(repeating: 0.0, count: coming.count + 1)
            for (count, chance) in coming.enumerated() {
                next[count] += chance * noShow
                next[count + 1] += chance * (1 - noShow)
            }
            coming = next
        }
        session.noShow.forEach(add)
        return (0...max(0, most)).map { extra in
            if extra > 0 { add(mean) }
            var (seen, over) = (0.0, 0.0)
            for (count, chance) in coming.enumerated() {
                seen += chance * Double(min(count, places))
                over += chance * Double(max(0, count - places))
            }
            return (seen, over)
        }
    }
}
