import Book

extension Scenario {
    /// What the answer stands beside: the same happenings without anything that the clinic decides.
    ///
    /// *Rule.* Absences, closures and demand happen; all else is decided. *Why.* A rule tried in a flu season says nothing
    /// beside a quiet month. *If broken.* A rule that costs access looks as if it gave some. A scenario that decides nothing
    /// stands beside the book as it is.
    public var comparedWith: (changes: [Change], question: Question) {
        let happenings = (changes ?? []).filter(\.isHappening)
        let isDecided = happenings.count < (changes ?? []).count || question != question.undecided
        return isDecided ? (happenings, question.undecided) : ([], question)
    }
}

extension Scenario.Change {
    fileprivate var isHappening: Bool {
        switch self {
        case .absence, .closedLocation, .demand: true
        case .extraSession, .newPractitioner, .longer, .rule, .weight, .carveOut, .overbooking: false
        }
    }
}

extension Scenario.Question {
    /// The question without what it decides.
    fileprivate var undecided: Self {
        switch self {
        case .place(_, let freezeHours, _, _, let work):
            .place(
                movesOthers: nil, freezeHours: freezeHours, overtimeMinutes: nil, fairness: nil, work: work)
        case .rebalance(_, _, let work):
            .place(movesOthers: nil, freezeHours: nil, overtimeMinutes: nil, fairness: nil, work: work)
        case .replay: self
        case .template(_, let days, let seed): .replay(days: days, seed: seed)
        }
    }
}
