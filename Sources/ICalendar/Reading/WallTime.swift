import Availability
import Domain

/// What a clock on a wall shows, on a day.
struct WallTime: Hashable, Comparable, Sendable {
    let date: LocalDate
    /// Since the midnight of the wall.
    let second: Int

    static func < (left: Self, right: Self) -> Bool { (left.date, left.second) < (right.date, right.second) }

    /// Days as if none had more or less than 24 hours.
    private var naiveSeconds: Int64 { Int64(date.daysSince1970) * 86_400 + Int64(second) }

    init(_ date: LocalDate, _ second: Int = 0) {
        self.date = date
        self.second = second
    }

    /// What the wall shows at `instant` where `zone` holds.
    init(at instant: Instant, in zone: ZoneRules) {
        let (date, second) = zone.wallClock(at: instant)
        self.init(date, second)
    }

    /// Reads `20260311` or `20260311T090000`; a second that clocks leave out is the one before.
    init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count == 8 || (digits.count == 15 && digits[8] == UInt8(ascii: "T")) else { return nil }
        func number(_ from: Int, _ count: Int) -> Int? {
            digits[from..<from + count].reduce(Int?(0)) { value, digit in
                value.flatMap { (48...57).contains(digit) ? $0 * 10 + Int(digit) - 48 : nil }
            }
        }
        guard let year = number(0, 4), let month = number(4, 2), let day = number(6, 2),
            let date = LocalDate(year: year, month: month, day: day)
        else { return nil }
        guard digits.count == 15 else {
            self.init(date)
            return
        }
        guard let hour = number(9, 2), let minute = number(11, 2), let second = number(13, 2),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        self.init(date, hour * 3_600 + minute * 60 + min(second, 59))
    }

    /// The instant at which the wall shows it: of two the first, of none the one that the offset before the gap gives.
    ///
    /// Source: RFC 5545 §3.3.5.
    func instant(in zone: ZoneRules) -> Instant {
        let naive = naiveSeconds
        // No zone is further from UTC, and none changes twice within it.
        let margin: Int64 = 93_600
        let before = Int64(zone.offsetSeconds(at: Instant(secondsSince1970: naive - margin)))
        let after = Int64(zone.offsetSeconds(at: Instant(secondsSince1970: naive + margin)))
        for offset in [before, after] {
            let instant = Instant(secondsSince1970: naive - offset)
            if Int64(zone.offsetSeconds(at: instant)) == offset { return instant }
        }
        return Instant(secondsSince1970: naive - before)
    }

    /// The instant that it is where the wall is so many seconds east of UTC.
    func instant(offset: Int) -> Instant { Instant(secondsSince1970: naiveSeconds - Int64(offset)) }
}
