import Domain
import Testing

@Suite struct TimeRangeTests {
    private func range(_ start: Int64, _ end: Int64) -> TimeRange {
        TimeRange(start: Instant(secondsSince1970: start), end: Instant(secondsSince1970: end))
    }

    @Test func `ranges that touch do not overlap`() {
        #expect(!range(0, 10).overlaps(range(10, 20)))
        #expect(range(0, 11).overlaps(range(10, 20)))
        #expect(!range(5, 5).overlaps(range(5, 5)))
    }

    @Test func `an end before the start gives an empty range`() {
        #expect(range(10, 5).isEmpty)
        #expect(range(10, 5).seconds == 0)
    }

    @Test func `a half-open range holds its start and not its end`() {
        #expect(range(0, 10).contains(Instant(secondsSince1970: 0)))
        #expect(!range(0, 10).contains(Instant(secondsSince1970: 10)))
    }

    @Test func `buffers widen what is busy, not what the patient sees`() {
        let length = AppointmentLength(duration: 30, bufferBefore: 5, bufferAfter: 10)
        let start = Instant(secondsSince1970: 6_000)
        #expect(length.visible(from: start) == range(6_000, 7_800))
        #expect(length.busy(from: start) == range(5_700, 8_400))
        #expect(length.total == 45)
    }
}
