import Domain
import GLPKSolver
import TestKit
import Testing

@testable import Planning

@Suite struct SuggestSeriesTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `visits keep practitioner, weekday and time unless they are marked as exceptions`(seed: UInt64)
        throws
    {
        let book = SmallBook.random(seed: seed, days: 28, afternoon: true)
        let request = SeriesRequest(
            visit: SmallBook.request(book), visits: 4, intervalDays: 7, count: 3)
        let series = try SuggestSeries(solver: GLPKSolver())(request, in: book)
        #expect(!series.isEmpty)
        for found in series {
            let first = try #require(found.visits.first)
            #expect(found.visits.count == 4 && !first.isException)
            for (index, visit) in found.visits.enumerated() {
                let place = visit.place
                #expect(
                    book.free[place.practitioner * 28 + place.day].contains(place.start..<place.start + 3))
                #expect(place.practitioner == first.place.practitioner)
                #expect(abs(place.day - first.place.day - 7 * index) <= 3)
                let isOnPattern = place.day == first.place.day + 7 * index && place.start == first.place.start
                #expect(isOnPattern == !visit.isException)
            }
        }
        #expect(series.map(\.cost) == series.map(\.cost).sorted())
    }

    @Test func `a full stretch in the middle becomes one exception or none fits at all`() throws {
        var book = SmallBook.random(seed: 1, days: 21)
        for practitioner in 0..<3 {
            for day in 4..<17 { book.free[practitioner * 21 + day] = TickSet() }
        }
        let request = SeriesRequest(visit: SmallBook.request(book), visits: 3, intervalDays: 7, count: 1)
        #expect(try SuggestSeries(solver: GLPKSolver())(request, in: book).isEmpty)
        book.free[10] = TickSet(120..<126)  // Thursday of the second week with a
        let rescued = try #require(try SuggestSeries(solver: GLPKSolver())(request, in: book).first)
        #expect(rescued.visits[1].place.practitioner == 0 && rescued.visits[1].place.day == 10)
    }
}
