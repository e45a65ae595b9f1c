import Domain
import Testing

@Suite struct LocalTimeTests {
    @Test(arguments: [("09:00", 540), ("9:05", 545), ("00:00", 0), ("24:00", 1_440)])
    func `wall-clock times are minutes after midnight`(text: String, minute: Int) {
        #expect(LocalTime(text)?.minuteOfDay == minute)
    }

    @Test(arguments: ["", "9", "09:60", "24:01", "-1:00", "09:5", "09:00:00", "nine"])
    func `what is not a time is refused`(text: String) {
        #expect(LocalTime(text) == nil)
    }

    @Test func `hours run forward, over midnight if they end before they begin`() {
        #expect(LocalTimeRange("09:00-12:00")?.description == "09:00–12:00")
        #expect(LocalTimeRange("09:00-12:00")?.isOvernight == false)
        #expect(LocalTimeRange("22:00-06:00")?.isOvernight == true)
        #expect(LocalTimeRange("24:00-06:00") == nil)
        #expect(LocalTimeRange("09:00-09:00") == nil)
    }
}
