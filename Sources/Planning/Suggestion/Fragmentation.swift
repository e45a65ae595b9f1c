/// What a booking spoils: how much worse the rest of a free stretch can be filled by the clinic's common types.
///
/// V(L) is the best fill of a stretch of L ticks: V(L) = max(V(L − 1), max over lengths d of V(L − d) + v(d)), with
/// v(d) = d + d²/100: a long appointment is worth slightly more than short ones of the same total, for it is harder to
/// place. Taking d ticks after l of L costs V(L) − V(l) − V(L − l − d) − v(d), which is never negative.
public struct Fragmentation: Sendable {
    private let best: [Double]
    private static let values = (0...TickSet.capacity).map { Double($0) + Double($0 * $0) / 100 }

    /// A table for stretches of up to a day.
    ///
    /// - Parameter lengths: Lengths of the common types in ticks, buffers included.
    public init(lengths: some Sequence<Int>) {
        var best = [0.0]
        let lengths = Set(lengths).sorted().filter { $0 > 0 }
        for length in 1...TickSet.capacity {
            let filled = lengths.filter { $0 <= length }.map { best[length - $0] + Self.value(of: $0) }
            best.append(max(best[length - 1], filled.max() ?? 0))
        }
        self.best = best
    }

    /// Tick-equivalents lost by taking `taken` out of the free stretch `stretch`, which contains it.
    ///
    /// O(1).
    public func loss(of taken: Range<Int>, in stretch: Range<Int>) -> Double {
        let left = best[taken.lowerBound - stretch.lowerBound]
        let right = best[stretch.upperBound - taken.upperBound]
        return max(0, best[stretch.count] - left - right - Self.value(of: taken.count))
    }

    private static func value(of length: Int) -> Double { values[length] }
}
