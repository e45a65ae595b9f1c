import Domain
import Foundation

/// A time of every day, on the clock of a zone.
struct DailyTime {
    private let time: LocalTime
    private let calendar: Calendar

    init(_ time: LocalTime, zone: TimeZone) {
        self.time = time
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// When it comes next; on a day without it, as clocks are put forward, when the clock has passed it.
    func next(after now: Instant) -> Instant {
        let (hour, minute) = time.minuteOfDay.quotientAndRemainder(dividingBy: 60)
        let date = Date(timeIntervalSince1970: Double(now.secondsSince1970))
        let next = calendar.nextDate(
            after: date, matching: DateComponents(hour: hour, minute: minute, second: 0),
            matchingPolicy: .nextTime)
        return next.map { Instant(secondsSince1970: Int64($0.timeIntervalSince1970)) } ?? now + Minutes(1_440)
    }
}
