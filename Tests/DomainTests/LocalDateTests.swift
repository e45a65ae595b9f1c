import Domain
import Testing

@Suite struct LocalDateTests {
    @Test func `every day of four centuries follows the day before`() throws {
        var date = try #require(LocalDate(iso8601: "1800-01-01"))
        var weekday = 2  // 1 January 1800 was a Wednesday
        for _ in 0..<146_097 {
            #expect(LocalDate(year: date.year, month: date.month, day: date.day) == date)
            #expect(date.weekday.index == weekday)
            let next = date + 1
            #expect((next.day == date.day + 1 && next.month == date.month) || next.day == 1)
            date = next
            weekday = (weekday + 1) % 7
        }
        #expect(date.description == "2200-01-01")
    }

    @Test(arguments: [
        "2026-02-29", "2026-00-10", "2026-1-10", "26-01-10", "2026-01-10T", "abcd-01-01", "1900-02-29",
    ])
    func `a date that does not exist is refused`(text: String) {
        #expect(LocalDate(iso8601: text) == nil)
    }
}
