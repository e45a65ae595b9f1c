/// A free slot with its cost and why.
public struct Suggestion: Sendable, Hashable {
    /// Position of the practitioner in the book.
    public let practitioner: Int
    /// Day of the book.
    public let day: Int
    /// Tick at which the patient's time begins.
    public let start: Int
    /// Points; lower is better.
    public let cost: Int
    /// What the cost is made of; terms of zero points are left out.
    public let terms: [SuggestionTerm]
}
