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

    /// Every `step`-th tick from `first` on, which is not negative: a grid of starts.
    public init(from first: Int, every step: Int) {
        guard step > 1 else {
            insert(first..<Self.capacity)
            return
        }
        for tick in stride(from: first, to: Self.capacity, by: step) {
            bits[tick >> 6] |= 1 << UInt64(tick & 63)
        }
    }

    /// Adds the ticks of `range`.
    public mutating func insert(_ range: Range<Int>) {
        Self.forEachWord(of: range) { bits[$0] |= $1 }
    }

    /// Takes the ticks of `range` away.
    public mutating func remove(_ range: Range<Int>) {
        Self.forEachWord(of: range) { bits[$0] &= ~$1 }
    }

    /// Calls `body` with each word that `range` touches, and the bits of it that are inside.
    private static func forEachWord(of range: Range<Int>, _ body: (Int, UInt64) -> Void) {
        let range = range.clamped(to: 0..<capacity)
        guard !range.isEmpty else { return }
        let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
        for word in first...last {
            var mask = ~UInt64(0)
            if word == first { mask &= ~0 << UInt64(range.lowerBound & 63) }
            if word == last { mask &= ~0 >> UInt64(63 - (range.upperBound - 1) & 63) }
            body(word, mask)
        }
    }

    /// Whether every tick of `range` is in the set.
    public func contains(_ range: Range<Int>) -> Bool {
        guard range.lowerBound >= 0, range.upperBound <= Self.capacity else { return false }
        var isWhole = true
        Self.forEachWord(of: range) { isWhole = isWhole && bits[$0] & $1 == $1 }
        return isWhole
    }

    /// How many ticks are in the set.
    public var count: Int { (0..<Self.words).reduce(0) { $0 + bits[$1].nonzeroBitCount } }
    /// The first `count` ticks of the set.
    public func prefix(_ count: Int) -> TickSet {
        var (some, left) = (TickSet(), count)
        forEach { tick in
            guard left > 0 else { return }
            some.insert(tick..<tick + 1)
            left -= 1
        }
        return some
    }

    /// The first tick of the set; `nil` if it is empty.
    public var first: Int? {
        (0..<Self.words).first { bits[$0] != 0 }.map { $0 << 6 + bits[$0].trailingZeroBitCount }
    }

    /// The last tick of the set; `nil` if it is empty.
    public var last: Int? {
        (0..<Self.words).last { bits[$0] != 0 }.map { $0 << 6 + 63 - bits[$0].leadingZeroBitCount }
    }

    /// Whether no tick is in the set.
    public var isEmpty: Bool { bits == SIMD8(repeating: 0) }

    /// Ticks in either set.
    public func union(_ other: TickSet) -> TickSet {
        var either = self
        either.bits |= other.bits
        return either
    }

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
        for word in 0..<Self.words where bits[word] != 0 {
            var left = bits[word]
            while left != 0 {
                body(word << 6 + left.trailingZeroBitCount)
                left &= left - 1
            }
        }
    }

    /// The stretch of ticks without a gap that holds `tick`, which is in the set.
    ///
    /// O(words).
    public func run(around tick: Int) -> Range<Int> {
        lastGap(before: tick) + 1..<firstGap(after: tick)
    }

    private func firstGap(after tick: Int) -> Int {
        var word = tick >> 6
        var gaps = ~bits[word] & (~0 << UInt64(tick & 63))
        while gaps == 0 {
            word += 1
            guard word < Self.words else { return Self.capacity }
            gaps = ~bits[word]
        }
        return word << 6 + gaps.trailingZeroBitCount
    }

    private func lastGap(before tick: Int) -> Int {
        var word = tick >> 6
        var gaps = ~bits[word] & ~(~0 << UInt64(tick & 63))
        while gaps == 0 {
            word -= 1
            guard word >= 0 else { return -1 }
            gaps = ~bits[word]
        }
        return word << 6 + 63 - gaps.leadingZeroBitCount
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
