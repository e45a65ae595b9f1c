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
    }

    private struct Bucket {
        var tokens: Double
        var at: Double
    }

    private let buckets = Mutex<[String: Bucket]>([:])
    /// Full buckets are forgotten beyond this many.
    private static let most = 50_000

    /// Takes one token at `seconds` of a clock that never goes back.
    ///
    /// - Returns: `nil` if there was one, else the seconds until there is.
    func wait(_ client: String, _ allowance: Allowance, at seconds: Double) -> Double? {
        let client = "\(allowance.name) \(client)"
        return buckets.withLock { buckets in
            var bucket = buckets[client] ?? Bucket(tokens: allowance.burst, at: seconds)
            bucket.tokens = min(allowance.burst, bucket.tokens + (seconds - bucket.at) * allowance.perSecond)
            bucket.at = seconds
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            if buckets.count >= Self.most, buckets[client] == nil { buckets.removeAll() }
            buckets[client] = bucket
            return isAllowed ? nil : (1 - bucket.tokens) / allowance.perSecond
        }
    }
}
