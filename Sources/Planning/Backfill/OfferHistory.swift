/// How the offers of a clinic were answered so far.
public struct OfferHistory: Sendable, Hashable {
    /// Offers made.
    public let made: Int
    /// Offers taken.
    public let taken: Int

    /// Share of offers that are taken before a clinic has made any.
    ///
    /// Source: 8.3 % of 177,311 offers (Chung et al., J Med Internet Res 22:e16451, 2020).
    private static let usual = 0.1
    /// Offers that the usual share counts as: after fifty of its own, a clinic's figures weigh as much.
    private static let weight = 50.0

    /// A history; `taken` of `made`.
    public init(made: Int, taken: Int) {
        self.made = made
        self.taken = taken
    }

    /// Chance that the next offer is taken: (taken + 50 · 0.1) / (made + 50), the mean of a beta distribution.
    public var acceptance: Double {
        (Double(taken) + Self.weight * Self.usual) / (Double(made) + Self.weight)
    }
}
