import Domain
public import LinearModel

/// Chooses the best free slots for one request: the best start of every cell (practitioner, day, half-day), and of
/// those a diverse few.
///
/// Diverse means: at most two with one practitioner, at most one on a day, not all in one half of the day, and a bonus
/// for every further week and practitioner (`docs/formulation.md`, suggestions).
public struct SuggestSlots: Sendable {
    private let solver: any LinearSolver

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
        let scan = SuggestionScan(request, book)
        let chosen = try DiverseChoice(of: scan.cells(), count: request.count, solver: solver).best()
        return chosen.map(scan.suggestion)
    }
}
