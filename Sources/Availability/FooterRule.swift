import Domain

/// The POSIX TZ rule at the end of a compiled zone, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Source: POSIX.1-2017, section 8.3 (TZ), with the extension of RFC 9636 that transition hours run from −167 to 167.
struct FooterRule {
    /// Seconds east of UTC outside daylight saving.
    let standardOffset: Int
    private let daylight: (offset: Int, from: Moment, until: Moment)?

    /// `nil` if the text is empty or not such a rule.
    init?(_ text: String) {
        var scanner = Scanner(text)
        guard scanner.name(), let west = scanner.time() else { return nil }
        standardOffset = -west
        guard !scanner.isAtEnd else {
            daylight = nil
            return
        }
        guard scanner.name() else { return nil }
        let offset = scanner.peek == UInt8(ascii: ",") ? standardOffset + 3_600 : scanner.time().map { -$0 }
        guard let offset, scanner.take(","), let from = scanner.moment(), scanner.take(","),
            let until = scanner.moment(), scanner.isAtEnd
        else { return nil }
        daylight = (offset, from, until)
    }

    /// The changes of `years`, ascending: the instant and the offset from then on.
    func transitions(years: ClosedRange<Int>) -> [(Int64, Int)] {
        guard let daylight else { return [] }
        return years.flatMap { year in
            [
                (daylight.from.second(of: year) - Int64(standardOffset), daylight.offset),
                (daylight.until.second(of: year) - Int64(daylight.offset), standardOffset),
            ]
        }.sorted { $0.0 < $1.0 }
    }
}

/// A day of the year and a time on the clock in force before the change.
private struct Moment {
    enum Day {
        case julianWithoutLeap(Int)
        case zeroBased(Int)
        case monthly(month: Int, week: Int, weekday: Int)
    }

    let day: Day
    let secondOfDay: Int

    /// Seconds from 1970 to this moment of `year`, as if the clock ran on UTC.
    func second(of year: Int) -> Int64 {
        guard let first = LocalDate(year: year, month: 1, day: 1) else { return 0 }
        let date: LocalDate
        switch day {
        case .julianWithoutLeap(let number):
            let isLeap = LocalDate(year: year, month: 2, day: 29) != nil
            date = first + (number - 1 + (isLeap && number >= 60 ? 1 : 0))
        case .zeroBased(let number):
            date = first + number
        case .monthly(let month, let week, let weekday):
            let start = LocalDate(year: year, month: month, day: 1) ?? first
            let sundayBased = (start.weekday.index + 1) % 7
            var candidate = start + ((weekday - sundayBased + 7) % 7 + 7 * (week - 1))
            while candidate.month != month { candidate = candidate + -7 }  // week 5 means the last one
            date = candidate
        }
        return Int64(date.daysSince1970) * 86_400 + Int64(secondOfDay)
    }
}

private struct Scanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }
    var peek: UInt8? { isAtEnd ? nil : bytes[position] }

    mutating func take(_ character: Character) -> Bool {
        guard let peek, character.asciiValue == peek else { return false }
        position += 1
        return true
    }

    /// Letters, or anything between angle brackets.
    mutating func name() -> Bool {
        let start = position
        if take("<") {
            while let peek, peek != UInt8(ascii: ">") { position += 1 }
            return take(">")
        }
        while let peek, (65...90).contains(peek) || (97...122).contains(peek) { position += 1 }
        return position > start
    }

    mutating func number() -> Int? {
        let start = position
        var value = 0
        while let peek, (48...57).contains(peek) {
            value = value * 10 + Int(peek) - 48
            position += 1
        }
        return position > start ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int? {
        let sign = take("-") ? -1 : 1
        if sign == 1 { _ = take("+") }
        guard var seconds = number().map({ $0 * 3_600 }) else { return nil }
        for unit in [60, 1] {
            guard take(":") else { break }
            guard let part = number() else { return nil }
            seconds += part * unit
        }
        return sign * seconds
    }

    mutating func moment() -> Moment? {
        let day: Moment.Day
        if take("M") {
            guard let month = number(), take("."), let week = number(), take("."), let weekday = number()
            else {
                return nil
            }
            day = .monthly(month: month, week: week, weekday: weekday)
        } else if take("J") {
            guard let number = number() else { return nil }
            day = .julianWithoutLeap(number)
        } else {
            guard let number = number() else { return nil }
            day = .zeroBased(number)
        }
        guard take("/") else { return Moment(day: day, secondOfDay: 7_200) }
        return time().map { Moment(day: day, secondOfDay: $0) }
    }
}
