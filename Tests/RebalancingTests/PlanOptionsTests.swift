import Exchange
import Domain
import Rebalancing
import Booking
import Book
import TestKit
import Testing

@Suite struct PlanOptionsTests {
    /// Dr Weber is away on Tuesday; her urgent patient must be seen that day, and Dr Okafor's day is full but for people
    /// who could come another day.
    private func clinic() async throws -> (clinic: TestClinic, absence: Absence.ID, others: [Appointment]) {
        let clinic = try await TestClinic(patients: 40)
        var others: [Appointment] = []
        var number = 1
        for hour in [9, 10, 11, 13, 14, 15, 16] {
            for minute in ["00", "20", "40"] {
                let time = (hour < 10 ? "0" : "") + "\(hour):\(minute)"
                others.append(
                    try await clinic.book("visit", "okafor", time, day: 1, for: Patient.ID("pt-\(number)")))
                number += 1
            }
        }
        let place = BookAppointment.Place.slot("weber", start: clinic.at("10:00", day: 1))
        _ = try await BookAppointment(clinic.scheduling)(
            .init(type: "visit", patient: "pt-40", place: place, priority: .urgent), by: clinic.staff)
        let range = TimeRange(start: clinic.at("08:00", day: 1), end: clinic.at("18:00", day: 1))
        let recorded = try await RecordAbsence(clinic.scheduling)(
            "weber", range, because: "ill", by: clinic.admin)
        return (clinic, recorded.absence.id, others)
    }

    private func plan(
        _ clinic: TestClinic, _ absence: Absence.ID, _ options: PlanOptions
    ) async throws -> Proposal {
        try await ProposePlan(clinic.scheduling, solver: TestSolver())(
            .replace([absence]), options: options, limits: PlanLimits(seconds: 5, work: 60_000))
    }

    private let dear = ["late.urgent": 500, "move": 5, "late.normal": 1]

    @Test func `others make room only if they may`() async throws {
        let (clinic, absence, _) = try await clinic()
        let alone = try await plan(clinic, absence, PlanOptions(weights: dear))
        #expect(alone.moves.map(\.isDisplaced) == [true])
        #expect(alone.moves[0].to.start >= clinic.at("00:00", day: 2))
        let together = try await plan(
            clinic, absence, PlanOptions(movesOthers: true, freezeHours: 0, weights: dear))
        let displaced = try #require(together.moves.first { $0.isDisplaced })
        #expect(displaced.to.start < clinic.at("00:00", day: 2) && together.moves.count > 1)
        #expect(together.objective < alone.objective)
        _ = try await ApplyProposal(clinic.scheduling)(together.id, by: clinic.admin)
        #expect(try await clinic.verify().faults.isEmpty)
    }

    @Test func `pinned and frozen appointments stay`() async throws {
        let (clinic, absence, others) = try await clinic()
        let pinned = Set(others.dropLast().map(\.id))
        let plan = try await plan(
            clinic, absence, PlanOptions(movesOthers: true, freezeHours: 0, pinned: pinned, weights: dear))
        #expect(plan.moves.allSatisfy { !pinned.contains($0.appointment) })
        let frozen = try await self.plan(
            clinic, absence, PlanOptions(movesOthers: true, freezeHours: 72, weights: dear))
        #expect(frozen.moves.allSatisfy { $0.isDisplaced || $0.from.start >= clinic.at("08:00", day: 3) })
    }

    @Test func `an excluded practitioner takes nothing, and overtime can be applied`() async throws {
        let (clinic, absence, _) = try await clinic()
        let excluded = try await plan(clinic, absence, PlanOptions(excluded: ["okafor"], weights: dear))
        #expect(excluded.moves.allSatisfy { $0.to.practitioner != "okafor" })
        let longer = try await plan(clinic, absence, PlanOptions(overtimeMinutes: 30, weights: dear))
        #expect(longer.moves[0].to.practitioner == "okafor")
        #expect(longer.moves[0].to.start == clinic.at("17:00", day: 1))
        _ = try await ApplyProposal(clinic.scheduling)(longer.id, by: clinic.admin)
    }

    @Test func `the bill adds up, and the next best place is no better`() async throws {
        let (clinic, absence, _) = try await clinic()
        let plan = try await plan(
            clinic, absence, PlanOptions(movesOthers: true, freezeHours: 0, weights: dear))
        #expect(plan.bill.reduce(0) { $0 + $1.points } == plan.objective)
        if plan.objective == plan.bound {
            #expect(plan.moves.compactMap(\.nextBest).allSatisfy { $0.difference >= 0 })
        }
    }

    @Test func `an unknown weight is refused by name`() async throws {
        let (clinic, absence, _) = try await clinic()
        await #expect(throws: (any Error).self) {
            try await plan(clinic, absence, PlanOptions(weights: ["beauty": 3]))
        }
    }

    @Test func `load is spread over those who have time`() async throws {
        let clinic = try await TestClinic(patients: 40)
        for (index, time) in ["09:00", "09:20", "09:40", "10:00", "10:20", "10:40", "11:00", "11:20"]
            .enumerated()
        {
            try await clinic.book("visit", "okafor", time, day: 1, for: Patient.ID("pt-\(index + 1)"))
        }
        let day = LocalDate(iso8601: "2026-03-03")!
        let plan = try await ProposePlan(clinic.scheduling, solver: TestSolver())(
            .rebalance(from: day, to: day),
            options: PlanOptions(freezeHours: 0, weights: ["move": 1, "otherPractitioner": 1]),
            limits: PlanLimits(seconds: 5, work: 60_000))
        #expect(
            plan.moves.count == 3
                && plan.moves.allSatisfy { $0.to.practitioner == "weber" && !$0.isDisplaced })
    }
}
