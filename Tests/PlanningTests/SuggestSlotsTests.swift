import Domain
import GLPKSolver
import TestKit
import Testing

@testable import Planning

@Suite struct SuggestSlotsTests {
    private func book(_ seed: UInt64) -> SuggestionBook { SmallBook.random(seed: seed) }

    private func request(_ count: Int = 5, wishes: Preferences = Preferences()) -> SuggestionRequest {
        SmallBook.request(book(0), count: count, wishes: wishes)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `every suggestion is free, and its terms add up to its cost`(seed: UInt64) throws {
        let book = book(seed)
        let suggestions = try SuggestSlots(solver: GLPKSolver())(request(), in: book)
        #expect(suggestions.count == 5)
        for suggestion in suggestions {
            let free = book.free[suggestion.practitioner * 10 + suggestion.day]
            #expect((suggestion.start..<suggestion.start + 3).allSatisfy { free[$0] })
            #expect(suggestion.terms.reduce(0) { $0 + $1.points } == suggestion.cost)
        }
        #expect(suggestions.map(\.cost) == suggestions.map(\.cost).sorted())
        #expect(Set(suggestions.map(\.day)).count == suggestions.count)
        for practitioner in 0..<3 { #expect(suggestions.count { $0.practitioner == practitioner } <= 2) }
        #expect(suggestions.count { $0.start < 144 } <= 5)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `the choice of three is the best of all choices`(seed: UInt64) throws {
        let book = book(seed)
        let cells = Array(
            SuggestionScan(request(3), book).cells().sorted(by: SuggestionCell.isCheaper).prefix(14))
        let chosen = try DiverseChoice(of: cells, count: 3, solver: GLPKSolver()).best()
        let worth = (cells.map(\.cost).max() ?? 0) + 1
        func value(_ some: [SuggestionCell]) -> Int {
            some.reduce(0) { $0 + worth - $1.cost } + 2
                * (Set(some.map(\.practitioner)).count + Set(some.map { $0.day / 7 }).count)
        }
        func isDiverse(_ some: [SuggestionCell]) -> Bool {
            Set(some.map(\.day)).count == some.count
                && (0..<3).allSatisfy { who in some.count { $0.practitioner == who } <= 2 }
        }
        var best = 0
        for (i, a) in cells.enumerated() {
            for (j, b) in cells.enumerated() where j > i {
                for (k, c) in cells.enumerated() where k > j && isDiverse([a, b, c]) {
                    best = max(best, value([a, b, c]))
                }
                if isDiverse([a, b]) { best = max(best, value([a, b])) }
            }
        }
        #expect(isDiverse(chosen))
        #expect(value(chosen) == best)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `leaving unpromising cells out changes no optimum`(seed: UInt64) throws {
        let cells = SuggestionScan(request(), SmallBook.random(seed: seed, days: 20, afternoon: true))
        let choice = DiverseChoice(of: cells.cells(), count: 5, solver: GLPKSolver())
        #expect(choice.value(of: try choice.best()) == choice.value(of: try choice.bestOfAll()))
    }

    @Test(arguments: 0..<40 as Range<UInt64>, [5, 15])
    func `a cell is the cheapest, and of equals the first, of all its starts`(seed: UInt64, grid: Int) {
        let book = SmallBook.random(seed: seed, afternoon: true)
        let scan = SuggestionScan(
            SmallBook.request(book, grid: grid, wishes: Preferences(timeOfDay: .pm)), book)
        let groups = Dictionary(grouping: scan.starts()) { [$0.practitioner, $0.day, $0.half] }
        let cheapest = groups.values.compactMap { $0.min { ($0.cost, $0.start) < ($1.cost, $1.start) } }
        #expect(Set(scan.cells()) == Set(cheapest))
    }

    @Test func `a wish costs what the term says, and never hides a slot`() throws {
        let wishes = Preferences(practitioners: ["c"], weekdays: [.friday], timeOfDay: .pm)
        func suggestions(_ request: SuggestionRequest) -> [Suggestion] {
            let scan = SuggestionScan(request, book(3))
            return scan.cells().map(scan.suggestion)
        }
        let plain = suggestions(request())
        let wished = suggestions(request(wishes: wishes))
        #expect(plain.count == wished.count)
        #expect(wished.contains { $0.terms.contains(.otherPractitioner(points: 8)) })
        #expect(wished.contains { $0.terms.contains(.otherWeekday(points: 10)) })
        #expect(wished.contains { $0.terms.contains(.otherHalfDay(points: 8)) })
    }

    @Test func `nothing free gives nothing, which is an answer`() throws {
        let full = SuggestionBook(
            days: [LocalDate(iso8601: "2026-03-02")!], today: LocalDate(iso8601: "2026-03-02")!,
            practitioners: [Practitioner(id: "a", name: "a", location: "main", skills: [])],
            working: [TickSet(108..<144)], free: [TickSet()], poolFree: [:],
            fragmentation: Fragmentation(lengths: [3])
        )
        let request = SuggestionRequest(
            options: [.init(practitioner: 0, length: AppointmentLength(duration: 15), pools: [])], grid: 5,
            days: 0..<1,
            preferences: Preferences()
        )
        #expect(try SuggestSlots(solver: GLPKSolver())(request, in: full).isEmpty)
    }
}
