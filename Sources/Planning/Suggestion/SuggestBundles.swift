import Domain
public import LinearModel

/// Several appointments to be booked together, in order: steps of one course, or members of a family back to back.
public struct BundleRequest: Sendable {
    /// The time between two steps, counted from the end of the one to the beginning of the next with their buffers.
    public enum Gap: Sendable, Hashable {
        /// Minutes on the same day or over night.
        case minutes(ClosedRange<Int>)
        /// Local days from the one to the next; 0 is the same day, later.
        case days(ClosedRange<Int>)
    }

    /// What is needed, in order.
    public let steps: [SuggestionRequest]
    /// Between each step and the next: one fewer than `steps`.
    public let gaps: [Gap]
    /// Whether one practitioner gives all of it.
    public let isWithOnePractitioner: Bool
    /// How many bundles, 1...20.
    public let count: Int

    /// A bundle; see the properties.
    public init(
        steps: [SuggestionRequest], gaps: [Gap], isWithOnePractitioner: Bool = false, count: Int = 3
    ) {
        self.steps = steps
        self.gaps = gaps
        self.isWithOnePractitioner = isWithOnePractitioner
        self.count = count
    }
}

/// Places for all steps of a bundle.
public struct BundleSuggestion: Sendable, Hashable {
    /// In the order of the steps.
    public let steps: [Suggestion]
    /// Points of all steps; lower is better.
    public var cost: Int { steps.reduce(0) { $0 + $1.cost } }
}

/// Finds the best bundles by dynamic programming over a sliding window.
///
///     V_n(c) = cost(c);   V_i(c) = cost(c) + min { V_{i+1}(c') : c' begins within the gap after c }
///
/// The value of every first step is exact, so that k diverse bundles are chosen by the rules of ``SuggestSlots`` on
/// the first steps. Another way to the same answer is an integer program; the tests compare the two.
public struct SuggestBundles: Sendable {
    private let solver: any LinearSolver

    /// Bundles whose final choice `solver` makes.
    public init(solver: any LinearSolver) {
        self.solver = solver
    }

    /// The best bundles, cheapest first; empty if the steps do not fit together.
    ///
    /// - Throws: `ModelDefect` if the book holds numbers no solver can take.
    /// - Complexity: O(steps × practitioners × days × starts).
    public func callAsFunction(
        _ request: BundleRequest, in book: SuggestionBook
    ) throws(ModelDefect) -> [BundleSuggestion] {
        let scans = request.steps.map { SuggestionScan($0, book) }
        let groups =
            request.isWithOnePractitioner
            ? Self.offeringAll(request).map { [$0] } : [Array(book.practitioners.indices)]
        let chains = groups.flatMap { group -> [BundleChain] in
            let chain = BundleChain(request, scans, practitioners: Set(group))
            return chain.firstSteps.isEmpty ? [] : [chain]
        }
        let first = chains.enumerated().flatMap { index, chain in
            chain.firstSteps.map { (cell: $0, chain: index) }
        }
        let chosen = try DiverseChoice(of: first.map(\.cell), count: request.count, solver: solver).best()
        return chosen.compactMap { cell in
            first.first { $0.cell == cell }.map { found in
                BundleSuggestion(
                    steps: zip(scans, chains[found.chain].steps(from: cell)).map { $0.suggestion($1) })
            }
        }
    }

    /// Practitioners who could give every step.
    private static func offeringAll(_ request: BundleRequest) -> [Int] {
        let offering = request.steps.map { Set($0.options.map(\.practitioner)) }
        return offering.dropFirst().reduce(offering.first ?? []) { $0.intersection($1) }.sorted()
    }
}
