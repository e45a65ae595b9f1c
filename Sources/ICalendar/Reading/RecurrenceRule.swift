import Domain

/// How often something takes place again.
///
/// Source: RFC 5545 §3.3.10, of which more often than daily is not read.
struct RecurrenceRule: Sendable, Hashable {
    enum Frequency: String, Sendable {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// A day of the week, or the nth of them in its month or year; from the end if below 0.
    struct Day: Sendable, Hashable {
        let weekday: Weekday
        let ordinal: Int?
    }

    /// When it ends.
    enum End: Sendable, Hashable {
        case never
        case after(count: Int)
        /// The last that may be; as a wall shows it, or as a point of time.
        case at(WallTime, isUTC: Bool)
    }

    let frequency: Frequency
    private(set) var interval = 1
    private(set) var end = End.never
    private(set) var months: Set<Int> = []
    private(set) var weeks: Set<Int> = []
    private(set) var yearDays: Set<Int> = []
    private(set) var monthDays: Set<Int> = []
    private(set) var days: [Day] = []
    private(set) var hours: Set<Int> = []
    private(set) var minutes: Set<Int> = []
    private(set) var seconds: Set<Int> = []
    private(set) var positions: Set<Int> = []
    private(set) var weekStart = Weekday.monday

    private static let weekdays: [String: Weekday] = [
        "MO": .monday, "TU": .tuesday, "WE": .wednesday, "TH": .thursday, "FR": .friday, "SA": .saturday,
        "SU": .sunday,
    ]

    /// Reads a rule.
    ///
    /// - Throws: `CalendarFault.malformed`.
    init(_ text: String) throws(CalendarFault) {
        var parts: [(name: String, value: String)] = []
        for part in text.split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1).map { String($0).uppercased() }
            // A part that says nothing means nothing.
            if pair.count == 2 { parts.append((pair[0], pair[1])) }
        }
        guard let word = parts.first(where: { $0.name == "FREQ" })?.value,
            let frequency = Frequency(rawValue: word)
        else { throw .malformed("RRULE", CalendarComponent.said(text)) }
        self.frequency = frequency
        for (name, value) in parts where try !take(name, value) {
            throw .malformed(name, CalendarComponent.said(value))
        }
    }

    /// Takes a part; whether it is of its form.
    private mutating func take(_ name: String, _ value: String) throws(CalendarFault) -> Bool {
        switch name {
        case "FREQ": return true
        case "INTERVAL": return Self.set(&interval, Int(value), 1...100_000)
        case "COUNT": return Self.set(&end, Int(value).flatMap { $0 > 0 ? .after(count: $0) : nil })
        case "UNTIL":
            let isUTC = value.hasSuffix("Z")
            return Self.set(
                &end,
                WallTime(isUTC ? value.dropLast() : value[...]).map { wall in
                    // A day is meant with all of its hours.
                    .at(value.contains("T") ? wall : WallTime(wall.date, 86_399), isUTC: isUTC)
                })
        case "BYMONTH": return Self.set(&months, value, 1...12)
        case "BYWEEKNO": return Self.set(&weeks, value, -53...53)
        case "BYYEARDAY": return Self.set(&yearDays, value, -366...366)
        case "BYMONTHDAY": return Self.set(&monthDays, value, -31...31)
        case "BYHOUR": return Self.set(&hours, value, 0...23)
        case "BYMINUTE": return Self.set(&minutes, value, 0...59)
        case "BYSECOND": return Self.set(&seconds, value, 0...59)
        case "BYSETPOS": return Self.set(&positions, value, -366...366)
        case "BYDAY": return takeDays(value)
        case "WKST": return Self.set(&weekStart, Self.weekdays[value])
        // The calendar of all of us (RFC 7529).
        case "RSCALE": return value == "GREGORIAN"
        // What is not known here changes what is meant.
        default: return name.hasPrefix("X-")
        }
    }

    private mutating func takeDays(_ value: String) -> Bool {
        for word in value.split(separator: ",") {
            let number = word.dropLast(2)
            guard let weekday = Self.weekdays[String(word.suffix(2))],
                number.isEmpty || Int(number).map({ (-53...53).contains($0) && $0 != 0 }) == true
            else { return false }
            // Only months and years have an nth of them.
            let counts = frequency == .monthly || frequency == .yearly
            days.append(Day(weekday: weekday, ordinal: counts ? Int(number) : nil))
        }
        return !days.isEmpty
    }

    private static func set<Value>(_ place: inout Value, _ value: Value?) -> Bool {
        guard let value else { return false }
        place = value
        return true
    }

    private static func set(_ place: inout Int, _ value: Int?, _ range: ClosedRange<Int>) -> Bool {
        set(&place, value.flatMap { range.contains($0) ? $0 : nil })
    }

    /// Numbers between commas; 0 counts only where a range begins with it.
    private static func set(_ place: inout Set<Int>, _ text: String, _ range: ClosedRange<Int>) -> Bool {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        let allowsZero = range.lowerBound == 0
        guard numbers.allSatisfy({ $0.map { range.contains($0) && (allowsZero || $0 != 0) } == true }) else {
            return false
        }
        place = Set(numbers.compactMap(\.self))
        return true
    }
}
