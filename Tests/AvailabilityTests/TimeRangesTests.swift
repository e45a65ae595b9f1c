import Availability
import Domain
import Testing

@Suite struct TimeRangesTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `set operations equal those on sets of seconds`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        func ranges() -> [TimeRange] {
            (0..<random.below(6)).map { _ in
                let start = Int64(random.below(40))
                return TimeRange(
                    start: Instant(secondsSince1970: start),
                    end: Instant(secondsSince1970: start + Int64(random.below(12)))
                )
            }
        }
        func seconds(_ ranges: [TimeRange]) -> Set<Int64> {
            Set(ranges.flatMap { $0.start.secondsSince1970..<$0.end.secondsSince1970 })
        }
        let (left, right) = (ranges(), ranges())
        let (a, b) = (TimeRanges(left), TimeRanges(right))
        #expect(seconds(a.ranges) == seconds(left))
        #expect(seconds(a.union(b).ranges) == seconds(left).union(seconds(right)))
        #expect(seconds(a.subtracting(b).ranges) == seconds(left).subtracting(seconds(right)))
        for (first, second) in zip(a.ranges, a.ranges.dropFirst()) { #expect(first.end < second.start) }
    }
}
