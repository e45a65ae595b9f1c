import Domain
import TestKit
import Testing

@testable import Planning

@Suite struct WayOutTests {
    /// One practitioner who works 9:00 to 12:00 and is free only where `free` says.
    private func book(_ free: [TickSet], reserved: [Int: [SuggestionBook.Reservation]] = [:])
        -> SuggestionBook
    {
        SuggestionBook(
            days: free.indices.map { LocalDate(iso8601: "2026-03-02")! + $0 },
            today: LocalDate(iso8601: "2026-03-02")!,
            practitioners: [Practitioner(id: "a", name: "a", location: "main", skills: ["gp"])],
            working: free.map { _ in TickSet(108..<144) }, free: free, poolFree: [:],
            fragmentation: Fragmentation(lengths: [3]), reservations: reserved
        )
    }

    private func urgentOnly(_ ticks: Range<Int>) -> SuggestionBook.Reservation {
        let carveOut = CarveOut(
            practitioner: "a", weekday: .monday, hours: LocalTimeRange("09:00-12:00")!, release: 60)
        return .init(ticks: TickSet(ticks), carveOut: carveOut)
    }

    @Test func `the least overtime that makes room is named`() throws {
        let book = book([TickSet(142..<144)])
        let ways = WaysOut(SmallBook.request(book), in: book)()
        let way = try #require(ways.first)
        #expect(way.relaxation == .overtime(minutes: 5) && way.points == 5)
        #expect(way.slot.start == 142)
    }

    @Test func `a later day is found though it was not asked for`() throws {
        let book = book([TickSet(), TickSet(), TickSet(), TickSet(120..<130)])
        var request = SmallBook.request(book)
        request.days = 0..<2
        let way = try #require(WaysOut(request, in: book)().first { $0.relaxation == .later(days: 2) })
        #expect(way.slot.day == 3)
        #expect(way.slot.terms.contains(.waiting(days: 3, points: 12)))
    }

    @Test func `time kept for urgent patients is no slot for others, but a way out`() {
        let book = book([TickSet(108..<120)], reserved: [0: [urgentOnly(100..<144)]])
        let normal = SmallBook.request(book)
        #expect(SuggestionScan(normal, book).cells().isEmpty)
        #expect(WaysOut(normal, in: book)().contains { $0.relaxation == .reserved })
        #expect(!SuggestionScan(SmallBook.request(book, priority: .urgent), book).cells().isEmpty)
    }

    @Test func `the patient's own appointment can be what is in the way`() {
        let book = book([TickSet(120..<123)])
        var request = SmallBook.request(book)
        request.patientBusy = [0: TickSet(121..<124)]
        #expect(SuggestionScan(request, book).cells().isEmpty)
        #expect(
            WaysOut(request, in: book)().contains { $0.relaxation == .patientBusy && $0.slot.start == 120 })
    }

    @Test func `a wish has its price in days`() throws {
        var book = SmallBook.random(seed: 2)
        for day in 0..<3 { book.free[10 + day] = TickSet() }  // b is full on the first three days
        book.free[13] = TickSet(108..<144)
        book.free[0] = TickSet(108..<144)
        let request = SmallBook.request(book, wishes: Preferences(practitioners: ["b"]))
        let price = try #require(WishPrice.all(of: request, in: book).first)
        #expect(price.wish == .practitioner && price.days == 3)
        #expect(price.granted?.practitioner == 1 && price.refused?.practitioner != 1)
    }
}
