public import Domain

/// A what-if on a copy of the live book.
public struct NewScenario: Body {
    /// For people.
    public let name: Line
    /// Why anybody would ask.
    public let about: Text<Bounds.About>?
    /// In order.
    public let changes: [ScenarioChangeBody]
    /// What is asked.
    public let question: ScenarioQuestionBody

    /// A what-if.
    public init(
        name: Line, about: Text<Bounds.About>? = nil, changes: [ScenarioChangeBody],
        question: ScenarioQuestionBody
    ) {
        self.name = name
        self.about = about
        self.changes = changes
        self.question = question
    }

    /// A day without Dr Okafor.
    public static var example: Self {
        Self(name: Line("A day without Dr Okafor") ?? .sample, changes: [.example], question: .example)
    }
}
