import Domain
import Planning
import Testing

@Suite struct BackfillChainTests {
    /// Places in the order of time; everybody gains by any earlier place that fits them, by how much earlier it is.
    private func candidates(_ seed: UInt64) -> [BackfillChain.Candidate] {
        var random = SeededRandom(seed: seed)
        return (0..<6).map { index in
            let own = random.below(4) == 0 ? nil : index + 1
            let fitting = (0..<(own ?? 7)).filter { _ in random.below(3) > 0 }
            return BackfillChain.Candidate(
                own: own,
                gains: Dictionary(
                    uniqueKeysWithValues: fitting.map { ($0, Double((own ?? 8) - $0) * (1 + random.unit())) }),
                acceptance: 0.5 + random.unit() / 2)
        }
    }

    private func best(
        _ candidates: [BackfillChain.Candidate], from place: Int, _ left: Int, without used: Set<Int>
    ) -> Double {
        guard left > 0 else { return 0 }
        return candidates.enumerated().reduce(0) { best, next in
            let (index, candidate) = next
            guard !used.contains(index), let gain = candidate.gains[place] else { return best }
            let after =
                candidate.own.map { self.best(candidates, from: $0, left - 1, without: used.union([index])) }
                ?? 0
            return max(best, candidate.acceptance * (gain + after))
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `the chain is the best of all chains, and nobody moves twice`(seed: UInt64) {
        let candidates = candidates(seed)
        let chain = BackfillChain(candidates, longest: 4).best(from: 0)
        let optimum = best(candidates, from: 0, 4, without: [])
        #expect(abs((chain.first?.expected ?? 0) - optimum) < 1e-9, "reproduce with seed \(seed)")
        #expect(Set(chain.map(\.candidate)).count == chain.count)
        for (link, next) in zip(chain, chain.dropFirst()) {
            #expect(candidates[link.candidate].own == next.place)
        }
    }
}
