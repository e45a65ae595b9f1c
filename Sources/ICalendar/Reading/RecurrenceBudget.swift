/// How much may be looked at for one calendar, whatever it says: days in its rules, and times that come of them.
struct RecurrenceBudget {
    /// Three hundred years of days, or a thousand rules of one.
    private var days = 330_000
    private var times = 200_000

    /// - Throws: `CalendarFault.tooMany` once it is used up.
    mutating func take(days count: Int) throws(CalendarFault) {
        days -= count
        guard days >= 0 else { throw .tooMany }
    }

    /// - Throws: `CalendarFault.tooMany` once it is used up.
    mutating func take(times count: Int) throws(CalendarFault) {
        times -= count
        guard times >= 0 else { throw .tooMany }
    }
}
