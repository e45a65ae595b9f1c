/// The best chain of moves that a freed place makes possible: one person takes it, another theirs, and so on.
///
///     V_0(p) = 0;   V_k(p) = max( 0, max over who fits p:  a_i · (gain_i(p) + V_{k−1}(own place of i)) )
///
/// a_i is the chance that i accepts: what comes after i counts only if they do. Everybody moves to an earlier place than
/// their own, so that nobody can occur twice and the recursion is exact.
public struct BackfillChain {
    /// Somebody who could move.
    public struct Candidate: Sendable {
        /// The place they would free, by position; `nil` if they have none.
        public let own: Int?
        /// Points gained by each place that fits them, by position.
        public let gains: [Int: Double]
        /// Chance that they accept, 0...1.
        public let acceptance: Double

        /// A candidate; see the properties.
        public init(own: Int?, gains: [Int: Double], acceptance: Double) {
            self.own = own
            self.gains = gains
            self.acceptance = acceptance
        }
    }

    /// One step of a chain.
    public struct Link: Sendable, Hashable {
        /// Position of the candidate.
        public let candidate: Int
        /// Position of the place they would take.
        public let place: Int
        /// Expected points from here on.
        public let expected: Double
    }

    private let candidates: [Candidate]
    private let longest: Int

    /// Chains of at most `longest` steps.
    public init(_ candidates: [Candidate], longest: Int = 4) {
        self.candidates = candidates
        self.longest = longest
    }

    /// The chain with the highest expected gain that begins at `place`; empty if nobody gains.
    ///
    /// Ties go to the candidate who comes first. O(longest × places × candidates).
    public func best(from place: Int) -> [Link] {
        var chain: [Link] = []
        var memory: [Key: (expected: Double, candidate: Int?)] = [:]
        var next: Int? = place
        var left = longest
        while let here = next, left > 0, let who = value(of: here, left, &memory).candidate {
            chain.append(Link(candidate: who, place: here, expected: value(of: here, left, &memory).expected))
            next = candidates[who].own
            left -= 1
        }
        return chain
    }

    private struct Key: Hashable { let place, left: Int }

    private func value(
        of place: Int, _ left: Int, _ memory: inout [Key: (expected: Double, candidate: Int?)]
    ) -> (expected: Double, candidate: Int?) {
        guard left > 0 else { return (0, nil) }
        let key = Key(place: place, left: left)
        if let known = memory[key] { return known }
        var best: (expected: Double, candidate: Int?) = (0, nil)
        for (index, candidate) in candidates.enumerated() {
            guard let gain = candidate.gains[place], gain > 0 else { continue }
            let after = candidate.own.map { value(of: $0, left - 1, &memory).expected } ?? 0
            let expected = candidate.acceptance * (gain + after)
            if expected > best.expected { best = (expected, index) }
        }
        memory[key] = best
        return best
    }
}
