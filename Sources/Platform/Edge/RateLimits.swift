import Synchronization

/// Token buckets, one for each client: so many requests at once, refilled at a steady rate.
final class RateLimits: Sendable {
    /// How much a client may ask.
    struct Allowance: Sendable {
        /// Each kind of allowance has buckets of its own, so that what refills one never fills another.
        let name: String
        let burst: Double
        let perSecond: Double
        /// What an account or address may ask in all.
        static let general = Allowance(name: "general", burst: 200, perSecond: 50)
        /// What an address may ask where passwords are checked.
        static let guarded = Allowance(name: "guarded", burst: 10, perSecond: 0.2)
        /// How often a patient's account may change the book: a person with a family, never a program.
        static let changes = Allowance(name: "changes", burst: 30, perSecond: 0.1)
    }

    private struct Bucket {
        var tokens: Double
        var at: Double
        /// When it is full again if nobody takes from it.
        var fullAt: Double
    }

    private struct Buckets {
        var byClient: [String: Bucket] = [:]
        var lookedAt = -Double.infinity
    }

    private let buckets = Mutex(Buckets())
    private let most: Int

    /// - Parameter most: How many clients are told apart. Beyond, those whose bucket is full again are forgotten; if
    ///   none is, newcomers share one, so that nobody is forgiven for coming with many addresses.
    init(most: Int = 50_000) {
        self.most = most
    }

    /// Takes tokens at `seconds` of a clock that never goes back: as many as the request costs, at most a whole bucket.
    ///
    /// - Returns: `nil` if there were enough, else the seconds until there are.
    func wait(
        _ client: String, _ allowance: Allowance, taking tokens: Double = 1, at seconds: Double
    ) -> Double? {
        let tokens = min(tokens, allowance.burst)
        return
            buckets.withLock { buckets in
                let name = place(for: "\(allowance.name) \(client)", allowance, in: &buckets, at: seconds)
                var bucket =
                    buckets.byClient[name] ?? Bucket(tokens: allowance.burst, at: seconds, fullAt: seconds)
                bucket.tokens = min(
                    allowance.burst, bucket.tokens + (seconds - bucket.at) * allowance.perSecond)
                bucket.at = seconds
                let isAllowed = bucket.tokens >= tokens
                if isAllowed { bucket.tokens -= tokens }
                bucket.fullAt = seconds + (allowance.burst - bucket.tokens) / allowance.perSecond
                buckets.byClient[name] = bucket
                return isAllowed ? nil : (tokens - bucket.tokens) / allowance.perSecond
            }
    }

    private func place(
        for name: String, _ allowance: Allowance, in buckets: inout Buckets, at seconds: Double
    ) -> String {
        guard buckets.byClient.count >= most, buckets.byClient[name] == nil else { return name }
        // It looks at all of them, so at most once a second.
        if seconds - buckets.lookedAt >= 1 {
            buckets.lookedAt = seconds
            buckets.byClient = buckets.byClient.filter { $0.value.fullAt > seconds }
        }
        return buckets.byClient.count >= most ? "\(allowance.name) newcomers" : name
    }
}
