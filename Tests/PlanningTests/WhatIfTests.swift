import Domain
import GLPKSolver
import TestKit
import Testing

@testable import Planning

@Suite struct WhatIfTests {
    private func kinds(_ book: SuggestionBook, perDay: Double) -> [Demand.Kind] {
        [10, 30].map {
            Demand.Kind(
                request: SmallBook.request(book, minutes: $0), perDay: perDay, priceCents: 100 * $0,
                horizonDays: 14)
        }
    }

    private func replay(_ perDay: Double, seed: UInt64, overbooks: [Int: Int] = [:]) -> ReplayDemand.Outcome {
        let book = SmallBook.random(seed: seed, days: 30, afternoon: true)
        let demand = Demand(kinds(book, perDay: perDay), days: 14, isAsked: book.workedOn, seed: 5)
        return ReplayDemand(demand, on: book, overbooks: overbooks)()
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `the same seed replays the same month, and nobody is lost`(seed: UInt64) {
        let outcome = replay(6, seed: seed)
        #expect(outcome == replay(6, seed: seed))
        #expect(outcome.asked >= outcome.booked && outcome.booked >= outcome.missed)
        #expect((0...1).contains(outcome.utilisation))
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `more demand never makes access better`(seed: UInt64) {
        let (calm, busy) = (replay(3, seed: seed), replay(12, seed: seed))
        #expect(busy.asked > calm.asked)
        #expect(busy.utilisation >= calm.utilisation)
        #expect(busy.thirdNextAvailable.reduce(0, +) >= calm.thirdNextAvailable.reduce(0, +))
    }

    @Test func `demand is drawn around its mean`() {
        let book = SmallBook.random(seed: 1, days: 60)
        let demand = Demand(kinds(book, perDay: 5), days: 60, isAsked: { _ in true }, seed: 3)
        let mean = Double(demand.arrivals.count) / 120
        #expect(abs(mean - 5) < 0.6)
        let days = Dictionary(grouping: demand.arrivals, by: \.day)
        let counts = (0..<60).map { Double(days[$0]?.count ?? 0) }
        let variance = counts.reduce(0) { $0 + ($1 - 2 * mean) * ($1 - 2 * mean) } / 60
        #expect((1.8...4).contains(variance / (2 * mean)), "busy days are busier than by chance")
        #expect(demand.arrivals.map(\.day) == demand.arrivals.map(\.day).sorted())
    }

    @Test func `the third open slot counts slots that do not overlap`() {
        var book = SmallBook.random(seed: 1, days: 5)
        for line in book.free.indices { book.free[line] = TickSet() }
        for practitioner in 0..<3 {
            book.free[practitioner * 5] = TickSet(108..<114)  // room for two
            book.free[practitioner * 5 + 3] = TickSet(108..<111)
        }
        #expect(ThirdNextAvailable.days(SmallBook.request(book), in: book) == 3)
        book.free[3] = TickSet()
        #expect(ThirdNextAvailable.mean(SmallBook.request(book), in: book) == 11.0 / 3)
    }

    @Test func `who comes is counted exactly`() {
        let session = PlanOverbooking.Session(noShow: [0.5, 0.5], groups: ["a", "b"], minutes: 20)
        let outcomes = PlanOverbooking.outcomes(session, most: 1)
        #expect(abs(outcomes[0].seen - 1) < 1e-12 && outcomes[0].over == 0)
        #expect(abs(outcomes[1].over - 0.125) < 1e-12)  // all three come
        #expect(abs(outcomes[1].seen - 1.375) < 1e-12)
    }

    @Test(arguments: [0.0, 0.5, 1, 2, 5])
    func `no group is expected to wait longer than the cap`(cap: Double) throws {
        let sessions = (0..<8).map { index in
            let noShow = (0..<6).map { patient in 0.125 * Double((patient + index) % 5) }
            let groups = (0..<6).map { patient in patient < index % 6 ? "near" : "far" }
            return PlanOverbooking.Session(noShow: noShow, groups: groups, minutes: 15)
        }
        let decision = try PlanOverbooking(solver: GLPKSolver())(
            sessions, limits: .init(perSession: 3, waitMinutes: cap))
        #expect(decision.waitMinutes.values.allSatisfy { $0 <= cap + 1e-6 })
        #expect(decision.extra.allSatisfy { (0...3).contains($0) })
        if cap == 0 { #expect(decision.waitMinutes.values.allSatisfy { $0 == 0 }) }
        if cap == 5 { #expect(decision.extra.reduce(0, +) > 0) }
    }

    @Test func `a division of hours keeps every practitioner's hours and says what is missing`() throws {
        let question = DesignTemplate.Question(
            ticks: [[40, 40, 0], [20, 0, 20]], offers: [[true, true], [true, false]], lengths: [2, 10],
            needed: [30, 9])
        let design = try DesignTemplate(solver: GLPKSolver())(question)
        for (practitioner, days) in design.places.enumerated() {
            for (day, places) in days.enumerated() {
                #expect(2 * places[0] + 10 * places[1] <= question.ticks[practitioner][day])
                #expect(practitioner == 0 || places[1] == 0)
            }
        }
        // Three hours and a half are missing, whichever type goes without.
        #expect(200 * design.short[0] + 1_000 * design.short[1] == 3_000)
    }
}
