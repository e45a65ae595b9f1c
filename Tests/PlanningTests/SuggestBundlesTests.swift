import Domain
import GLPKSolver
import LinearModel
import TestKit
import Testing

@testable import Planning

@Suite struct SuggestBundlesTests {
    private static let gaps: [BundleRequest.Gap] = [
        .minutes(0...30), .minutes(15...90), .days(1...3), .days(0...1),
    ]

    private func bundle(_ seed: UInt64, _ book: SuggestionBook) -> BundleRequest {
        var random = SeededRandom(seed: seed &+ 99)
        let steps = (0..<2 + random.below(2)).map { _ in
            SmallBook.request(book, minutes: 10 + 5 * random.below(4), grid: 15, count: 1)
        }
        return BundleRequest(
            steps: steps, gaps: steps.dropFirst().map { _ in Self.gaps[random.below(4)] },
            isWithOnePractitioner: random.below(3) == 0, count: 1)
    }

    /// The same question as an integer program: one place per step, and no two that are not within the gap.
    private func optimum(_ request: BundleRequest, _ book: SuggestionBook) throws -> Int? {
        var model = LinearModel()
        let places = request.steps.map { SuggestionScan($0, book).starts() }
        let choices = places.map { $0.map { _ in model.variable("x", .binary) } }
        for step in choices { model.require("one place", sum(step), exactly: 1) }
        for step in request.gaps.indices {
            let lengths = request.steps[step].options.map { $0.length.ticks(of: 5).total }
            for (here, cell) in places[step].enumerated() {
                let end = cell.day * 288 + cell.start + lengths[cell.option]
                let allowed = places[step + 1].indices.filter { index in
                    let next = places[step + 1][index]
                    let begin = next.day * 288 + next.start
                    let isOther = request.isWithOnePractitioner && next.practitioner != cell.practitioner
                    switch request.gaps[step] {
                    case .minutes(let minutes):
                        return !isOther && minutes.contains((begin - end) * 5)
                    case .days(let days):
                        return !isOther && begin >= end && days.contains(next.day - cell.day)
                    }
                }
                model.require(
                    "within the gap", 1 * choices[step][here] - sum(allowed.map { choices[step + 1][$0] }),
                    atMost: 0)
            }
        }
        model.minimise(
            sum(zip(places.joined(), choices.joined()).map { Double($0.cost) * $1 }))
        return try GLPKSolver().solve(model).objective.map { Int($0.rounded()) }
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func `the dynamic program finds the optimum of the integer program`(seed: UInt64) throws {
        let book = SmallBook.random(seed: seed, days: 5)
        let request = bundle(seed, book)
        let best = try SuggestBundles(solver: GLPKSolver())(request, in: book).first
        #expect(best?.cost == (try optimum(request, book)), "reproduce with seed \(seed)")
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `every bundle keeps its gaps, and its steps are free`(seed: UInt64) throws {
        let book = SmallBook.random(seed: seed, afternoon: true)
        let steps = [10, 20, 15].map { SmallBook.request(book, minutes: $0) }
        let request = BundleRequest(steps: steps, gaps: [.minutes(0...20), .days(1...2)], count: 3)
        for found in try SuggestBundles(solver: GLPKSolver())(request, in: book) {
            let first = found.steps[0], second = found.steps[1], third = found.steps[2]
            #expect(first.day == second.day && (0...4).contains(second.start - first.start - 2))
            #expect((1...2).contains(third.day - second.day))
            for (step, ticks) in zip(found.steps, [2, 4, 3]) {
                #expect(
                    book.free[step.practitioner * 10 + step.day].contains(step.start..<step.start + ticks))
            }
        }
    }

    @Test func `a family sits back to back with one practitioner`() throws {
        let book = SmallBook.random(seed: 4, afternoon: true)
        let request = BundleRequest(
            steps: [SmallBook.request(book), SmallBook.request(book)], gaps: [.minutes(0...0)],
            isWithOnePractitioner: true, count: 2)
        let found = try SuggestBundles(solver: GLPKSolver())(request, in: book)
        #expect(found.count == 2)
        for bundle in found {
            #expect(bundle.steps[0].practitioner == bundle.steps[1].practitioner)
            #expect(bundle.steps[0].start + 3 == bundle.steps[1].start)
        }
    }
}
