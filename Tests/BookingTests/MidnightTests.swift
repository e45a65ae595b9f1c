import Exchange
import Availability
import Domain
import TestKit
import Testing

@testable import Suggesting
@testable import Rebalancing
@testable import Booking
@testable import Book

/// Nights, and the two days a year that are longer or shorter.
@Suite struct MidnightTests {
    private func nightClinic(_ hours: [String], at instant: String = "2026-03-02T07:00:00Z") async throws
        -> TestClinic
    {
        try await TestClinic(at: instant) { clinic in
            clinic.templates = Weekday.allCases.flatMap { weekday in
                hours.map {
                    WeeklyTemplate(
                        practitioner: "okafor", weekday: weekday, hours: LocalTimeRange($0)!,
                        validFrom: LocalDate(iso8601: "2025-01-01")!)
                }
            }
        }
    }

    @Test(arguments: [["22:00-06:00"], ["22:00-24:00", "00:00-06:00"]])
    func `a visit over midnight is offered, booked, and on both days' sheets`(hours: [String]) async throws {
        let clinic = try await nightClinic(hours)
        let tuesday = LocalDate(iso8601: "2026-03-03")!
        let start = clinic.at("23:50", day: 1)
        let offered = try await FindSlots(clinic.scheduling)("visit", with: "okafor", from: tuesday, days: 1)
        #expect(offered.contains { $0.range.start == start })
        try await clinic.book("visit", "okafor", "23:50")
        for day in [tuesday, tuesday + 1] {
            let sheet = try await ShowAgenda(clinic.scheduling)("okafor", on: day)
            #expect(sheet.map(\.appointment.range.start) == [start], "\(day)")
        }
        #expect(try await ShowAgenda(clinic.scheduling)("okafor", on: tuesday + 2).isEmpty)
        let report = try await clinic.verify()
        #expect(report.faults == [] && report.outsideWorkingTime == 0)
    }

    /// Work from half past eleven to half past midnight: whoever comes at 23:50 leaves twenty minutes of the next day.
    @Test(arguments: ["pt-1", "pt-2"] as [Patient.ID])
    func `a visit over midnight is in the way of both its days`(patient: Patient.ID) async throws {
        let clinic = try await nightClinic(["23:30-00:30"])
        try await clinic.book("visit", "okafor", "23:50", day: 2, for: "pt-1")
        let thursday = LocalDate(iso8601: "2026-03-05")!
        let wish = SuggestAppointments.Wish(
            type: "visit", patient: patient, earliest: thursday + -1, latest: thursday,
            preferences: Preferences(practitioners: ["okafor"], timeOfDay: .am))
        let answers = try await SuggestAppointments(clinic.scheduling, solver: TestSolver())(wish)
        let night = clinic.at("00:00", day: 3)..<clinic.at("12:00", day: 3)
        #expect(answers.items.map(\.slot.range.start).filter(night.contains) == [clinic.at("00:10", day: 3)])
    }

    @Test func `a plan leaves the time after midnight to whoever came before it`() async throws {
        let clinic = try await nightClinic(["23:30-00:30"])
        try await clinic.book("visit", "okafor", "23:50", day: 2, for: "pt-1")
        try await clinic.book("visit", "okafor", "00:00", day: 2, for: "pt-2")
        let recorded = try await RecordAbsence(clinic.scheduling)(
            "okafor", TimeRange(start: clinic.at("20:00"), end: clinic.at("23:45", day: 2)),
            because: "ill", by: clinic.admin)
        let proposal = try await ProposePlan(clinic.scheduling, solver: TestSolver())(
            .replace([recorded.absence.id]), limits: PlanLimits(seconds: 5))
        #expect(proposal.moves.map(\.to.start) == [clinic.at("00:10", day: 3)])
        _ = try await ApplyProposal(clinic.scheduling)(proposal.id, by: clinic.admin)
        #expect(try await clinic.verify().faults == [])
    }

    /// From the day before to the day after both changes of the clock in Paris.
    @Test(arguments: ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"])
    func `the slots of a day are all that can be booked on it, whatever its length`(day: String) async throws
    {
        let date = LocalDate(iso8601: day)!
        let zone = try TestZones().rules(for: "Europe/Paris")
        let clinic = try await nightClinic(["22:00-04:00"], at: "\(date + -1)T00:00:00Z")
        let offered = try await FindSlots(clinic.scheduling)("visit", with: "okafor", from: date, days: 1)
        let span = try #require(zone.day(date))
        for minute in stride(from: Int64(0), to: span.seconds / 60, by: 5) {
            let start = span.start + Minutes(Int(minute))
            let hold = try? await HoldSlot(clinic.scheduling)(
                "visit", for: "pt-1", with: "okafor", at: start, by: clinic.staff)
            if let hold { try await ReleaseHold(clinic.scheduling)(hold.id, by: clinic.staff) }
            #expect(offered.contains { $0.range.start == start } == (hold != nil), "\(start)")
        }
    }

    @Test func `the last day of a template is the last on which it applies`() {
        let friday = LocalDate(iso8601: "2026-03-06")!
        let template = WeeklyTemplate(
            practitioner: "okafor", weekday: .friday, hours: .wholeDay, validFrom: friday,
            validUntil: friday + 7)
        #expect([friday, friday + 7].allSatisfy(template.applies))
        #expect(![friday + -7, friday + 14, friday + 1].contains(where: template.applies))
    }
}
