/// A set of ticks of one day, one bit each: room for a day of five-minute ticks (288 of 320 bits).
public struct TickSet: Sendable, Hashable {
    /// Most ticks a day can have.
    public static let capacity = 320
    private static let words = 5
    private var bits = SIMD8<UInt64>(repeating: 0)

    /// No ticks.
    public init() {}

    /// The ticks of `range`, cut to the capacity.
    public init(_ range: Range<Int>) { insert(range) }

    /// Whether `tick` is in the set.
    public subscript(tick: Int) -> Bool {
        bits[tick >> 6] >> UInt64(tick & 63) & 1 == 1
    }

    /// Adds the ticks of `range`.
    public mutating func insert(_ range: Range<Int>) {
        for tick in range.clamped(to: 0..<Self.capacity) { bits[tick >> 6] |= 1 << UInt64(tick & 63) }
    }

    /// Takes the ticks of `range` away.
    public mutating func remove(_ range: Range<Int>) {
        for tick in range.clamped(to: 0..<Self.capacity) { bits[tick >> 6] &= ~(1 << UInt64(tick & 63)) }
    }

    /// How many ticks are in the set.
    public var count: Int { (0..<Self.words).reduce(0) { $0 + bits[$1].nonzeroBitCount } }
    /// Whether no tick is in the set.
    public var isEmpty: Bool { bits == SIMD8(repeating: 0) }

    /// Ticks in both sets.
    public func intersection(_ other: TickSet) -> TickSet {
        var both = self
        both.bits &= other.bits
        return both
    }

    /// Ticks of this set that are not in `other`.
    public func subtracting(_ other: TickSet) -> TickSet {
        var left = self
        left.bits &= ~other.bits
        return left
    }

    /// Ticks at which a run of `length` ticks of the set begins: ⌈log₂ length⌉ shifts and ANDs.
    public func starts(ofRun length: Int) -> TickSet {
        var runs = self
        var have = 1
        while have < length {
            let step = min(have, length - have)
            runs.bits &= runs.shifted(by: step)
            have += step
        }
        return runs
    }

    /// Calls `body` with every tick, ascending.
    public func forEach(_ body: (Int) -> Void) {
        for word in 0..<Self.words {
            var left = bits[word]
            while left != 0 {
                body(word << 6 + left.trailingZeroBitCount)
                left &= left - 1
            }
        }
    }

    /// The stretch of ticks without a gap that holds `tick`, which is in the set.
    public func run(around tick: Int) -> Range<Int> {
        var lower = tick
        while lower > 0 && self[lower - 1] { lower -= 1 }
        var upper = tick + 1
        while upper < Self.capacity && self[upper] { upper += 1 }
        return lower..<upper
    }

    /// Tick t of the result is tick t + `distance` of this set.
    private func shifted(by distance: Int) -> SIMD8<UInt64> {
        let (skip, rest) = (distance >> 6, UInt64(distance & 63))
        var shifted = SIMD8<UInt64>(repeating: 0)
        for word in 0..<Self.words where word + skip < Self.words {
            shifted[word] = bits[word + skip] >> rest
            if rest > 0 && word + skip + 1 < Self.words {
                shifted[word] |= bits[word + skip + 1] << (64 - rest)
            }
        }
        return shifted
    }
}
