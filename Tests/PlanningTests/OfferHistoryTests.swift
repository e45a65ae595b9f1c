import Planning
import Testing

@Suite struct OfferHistoryTests {
    @Test func `a clinic without offers is taken to be like others, one with many to be like itself`() {
        #expect(OfferHistory(made: 0, taken: 0).acceptance == 0.1)
        #expect(OfferHistory(made: 50, taken: 25).acceptance == 0.3, "half its own, half the usual")
        #expect(abs(OfferHistory(made: 100_000, taken: 40_000).acceptance - 0.4) < 1e-3)
    }

    @Test(arguments: 0...200)
    func `it is a chance whatever was answered, and rises with what is taken`(made: Int) {
        let shares = (0...made).map { OfferHistory(made: made, taken: $0).acceptance }
        #expect(shares.allSatisfy { $0 > 0 && $0 < 1 })
        #expect(zip(shares, shares.dropFirst()).allSatisfy(<))
    }
}
