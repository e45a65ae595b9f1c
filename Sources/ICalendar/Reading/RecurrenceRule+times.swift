import Domain

extension RecurrenceRule {
    /// Of a day, at most.
    private static let mostTimes = 96

    /// When it takes place, as a wall shows it.
    ///
    /// - Parameters:
    ///   - start: What the rule does not say is as it is there; it counts only if the rule has it.
    ///   - from: What is before is left out.
    ///   - end: What is at it or after it is left out.
    ///   - instant: When a wall shows a time, for rules that end at a point of time.
    ///   - budget: Of the calendar.
    /// - Returns: In order.
    /// - Throws: `CalendarFault.tooMany`.
    func times(
        since start: (first: WallTime, isDay: Bool), from: WallTime, until end: WallTime,
        at instant: (WallTime) -> Instant, within budget: inout RecurrenceBudget
    ) throws(CalendarFault) -> [WallTime] {
        let first = start.first
        let clock = clockTimes(like: first)
        guard clock.count <= Self.mostTimes else { throw .tooMany }
        let filter = DayFilter(self, like: first.date)
        var found: [WallTime] = []
        var left = Int.max
        if case .after(let count) = self.end { left = count }
        for period in periods(since: first.date, from: left == .max ? from.date : first.date) {
            guard let begin = period.first, begin <= end.date else { break }
            try budget.take(days: period.count)
            let times = chosen(
                period.filter(filter.allows).flatMap { date in clock.map { WallTime(date, $0) } })
            for time in times where time >= first {
                guard time < end, left > 0, allows(time, isDay: start.isDay, at: instant) else {
                    return found
                }
                left -= 1
                try budget.take(times: 1)
                if time >= from { found.append(time) }
            }
            if left == 0 { break }
        }
        return found
    }

    /// Whether a time is before the end; of days a day counts, whatever time an end has.
    private func allows(_ time: WallTime, isDay: Bool, at instant: (WallTime) -> Instant) -> Bool {
        guard case .at(let last, let isUTC) = end else { return true }
        if isDay { return time.date <= last.date }
        return isUTC ? instant(time) <= last.instant(offset: 0) : time <= last
    }

    private func clockTimes(like first: WallTime) -> [Int] {
        let hours = hours.isEmpty ? [first.second / 3_600] : hours.sorted()
        let minutes = minutes.isEmpty ? [first.second / 60 % 60] : minutes.sorted()
        let seconds = seconds.isEmpty ? [first.second % 60] : seconds.sorted()
        return hours.flatMap { hour in
            minutes.flatMap { minute in seconds.map { hour * 3_600 + minute * 60 + $0 } }
        }
    }

    /// Of all times of a period those at some places, from its end if below 0.
    private func chosen(_ times: [WallTime]) -> [WallTime] {
        guard !positions.isEmpty else { return times }
        let indices = Set(positions.map { $0 > 0 ? $0 - 1 : times.count + $0 })
        return indices.sorted().filter(times.indices.contains).map { times[$0] }
    }

    /// The days of each period that counts, in order, without end.
    private func periods(since first: LocalDate, from: LocalDate) -> some Sequence<[LocalDate]> {
        let start = start(since: first, from: from)
        return sequence(state: start) { [self] step -> [LocalDate]? in
            defer { step += 1 }
            return period(step * interval, since: first)
        }
    }

    /// The number of the last period that begins before `from`, less one; periods before tell nothing.
    private func start(since first: LocalDate, from: LocalDate) -> Int {
        let passed =
            switch frequency {
            case .daily: from - first
            case .weekly: (from - first) / 7
            case .monthly: (from.year - first.year) * 12 + from.month - first.month
            case .yearly: from.year - first.year
            }
        return max(0, passed / interval - 1)
    }

    /// The days of the period so many after the first's; `nil` after all years.
    private func period(_ number: Int, since first: LocalDate) -> [LocalDate]? {
        switch frequency {
        case .daily: return [first + number]
        case .weekly:
            let back = (first.weekday.index - weekStart.index + 7) % 7
            let begin = first + -back + number * 7
            return (0..<7).map { begin + $0 }
        case .monthly:
            let month = first.year * 12 + first.month - 1 + number
            return Self.days(of: month / 12, month % 12 + 1..<month % 12 + 2)
        case .yearly: return Self.days(of: first.year + number, 1..<13)
        }
    }

    private static func days(of year: Int, _ months: Range<Int>) -> [LocalDate]? {
        let next = months.upperBound > 12 ? (year + 1, 1) : (year, months.upperBound)
        guard let begin = LocalDate(year: year, month: months.lowerBound, day: 1),
            let end = LocalDate(year: next.0, month: next.1, day: 1)
        else { return nil }
        return (0..<end - begin).map { begin + $0 }
    }
}

/// Which days of a period a rule has.
private struct DayFilter {
    private let rule: RecurrenceRule
    private let months: Set<Int>
    private let monthDays: Set<Int>
    private let weekdays: Set<Weekday>
    private let ordinals: [RecurrenceRule.Day]

    /// A rule, with what it does not say taken from the first day.
    init(_ rule: RecurrenceRule, like first: LocalDate) {
        self.rule = rule
        let saysDay =
            !rule.weeks.isEmpty || !rule.yearDays.isEmpty || !rule.monthDays.isEmpty || !rule.days.isEmpty
        let isByDate = rule.frequency == .monthly || rule.frequency == .yearly
        monthDays = saysDay || !isByDate ? rule.monthDays : [first.day]
        months =
            saysDay || rule.frequency != .yearly || !rule.months.isEmpty ? rule.months : [first.month]
        ordinals = rule.days.filter { $0.ordinal != nil }
        let plain = Set(rule.days.filter { $0.ordinal == nil }.map(\.weekday))
        weekdays = saysDay || rule.frequency != .weekly ? plain : [first.weekday]
    }

    func allows(_ date: LocalDate) -> Bool {
        let year = YearPlace(date, weekStart: rule.weekStart)
        return (months.isEmpty || months.contains(date.month))
            && (rule.weeks.isEmpty || !rule.weeks.isDisjoint(with: [year.week, year.weekFromEnd]))
            && (rule.yearDays.isEmpty || !rule.yearDays.isDisjoint(with: [year.day, year.dayFromEnd]))
            && (monthDays.isEmpty
                || !monthDays.isDisjoint(with: [date.day, date.day - year.monthLength - 1]))
            && isOnDay(date, year)
    }

    private func isOnDay(_ date: LocalDate, _ year: YearPlace) -> Bool {
        if weekdays.isEmpty && ordinals.isEmpty { return true }
        if weekdays.contains(date.weekday) { return true }
        // The nth of a month, unless the rule goes through years without naming months.
        let isOfYear = rule.frequency == .yearly && months.isEmpty
        let place = isOfYear ? year.day : date.day
        let length = isOfYear ? year.length : year.monthLength
        let nth = [(place - 1) / 7 + 1, -((length - place) / 7 + 1)]
        return ordinals.contains { $0.weekday == date.weekday && nth.contains($0.ordinal ?? 0) }
    }
}

/// Where a day is in its month and year, from both ends.
private struct YearPlace {
    let day: Int
    let length: Int
    let monthLength: Int
    let week: Int
    let weekFromEnd: Int
    var dayFromEnd: Int { day - length - 1 }

    init(_ date: LocalDate, weekStart: Weekday) {
        let begin = Self.first(date.year, 1)
        length = Self.first(date.year + 1, 1) - begin
        day = date - begin + 1
        monthLength =
            (date.month == 12 ? Self.first(date.year + 1, 1) : Self.first(date.year, date.month + 1))
            - Self.first(date.year, date.month)
        // A week belongs to the year that has its fourth day (ISO 8601, for any day on which weeks begin).
        let middle = date + -((date.weekday.index - weekStart.index + 7) % 7) + 3
        let own = Self.first(middle.year, 1)
        week = (middle - own) / 7 + 1
        weekFromEnd = -((Self.first(middle.year + 1, 1) - middle - 1) / 7 + 1)
    }

    private static func first(_ year: Int, _ month: Int) -> LocalDate {
        // Years that dates do not have are none of a calendar.
        LocalDate(year: year, month: month, day: 1) ?? LocalDate(daysSince1970: 0)
    }
}
