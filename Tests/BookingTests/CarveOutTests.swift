import Domain
import Suggesting
import Rebalancing
import Booking
import Book
import Exchange
import TestKit
import Testing

@Suite struct CarveOutTests {
    /// Dr Okafor keeps Tuesdays from 11:00 to 12:00 for urgent patients until two hours before.
    private func clinic() async throws -> TestClinic {
        try await TestClinic { clinic in
            clinic.carveOuts = [
                CarveOut(
                    practitioner: "okafor", weekday: .tuesday, hours: LocalTimeRange("11:00-12:00")!,
                    release: 120)
            ]
        }
    }

    private func book(
        _ clinic: TestClinic, _ time: String, priority: Priority, for patient: Patient.ID = "pt-1"
    ) async throws -> Appointment {
        let place = BookAppointment.Place.slot("okafor", start: clinic.at(time, day: 1))
        return try await BookAppointment(clinic.scheduling)(
            .init(type: "visit", patient: patient, place: place, priority: priority), by: clinic.staff)
    }

    @Test func `time kept for urgent patients is refused to others, also where it only begins inside`()
        async throws
    {
        let clinic = try await clinic()
        for time in ["10:45", "11:00", "11:40"] {
            let error = await #expect(throws: BookingError.self) {
                try await book(clinic, time, priority: .normal)
            }
            guard case .ruleBroken(.carveOut, let explanation) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(explanation.contains("opens to all at 2026-03-03T08:00:00Z"))
        }
        #expect(try await book(clinic, "11:00", priority: .urgent).priority == .urgent)
        #expect(try await book(clinic, "10:40", priority: .normal, for: "pt-2").status == .booked)
    }

    @Test func `it opens to all at its release`() async throws {
        let clinic = try await clinic()
        clinic.time.advance(1_500)  // Tuesday 9:00, two hours before
        #expect(try await book(clinic, "11:00", priority: .normal).status == .booked)
    }

    @Test func `slots, holds and suggestions obey it`() async throws {
        let clinic = try await clinic()
        let tuesday = LocalDate(iso8601: "2026-03-03")!
        let slots = try await FindSlots(clinic.scheduling)("visit", with: "okafor", from: tuesday, days: 1)
        #expect(
            !slots.isEmpty
                && slots.allSatisfy {
                    $0.range.end <= clinic.at("11:00", day: 1) || $0.range.start >= clinic.at("12:00", day: 1)
                })
        await #expect(throws: BookingError.self) {
            try await HoldSlot(clinic.scheduling)(
                "visit", for: "pt-1", with: "okafor", at: clinic.at("11:00", day: 1), by: clinic.staff)
        }
        _ = try await HoldSlot(clinic.scheduling)(
            "visit", for: "pt-1", with: "okafor", at: clinic.at("11:00", day: 1), priority: .urgent,
            by: clinic.staff)
        for priority in [Priority.normal, .urgent] {
            let answers = try await SuggestAppointments(clinic.scheduling, solver: TestSolver())(
                .init(
                    type: "visit", patient: "pt-2", earliest: tuesday, latest: tuesday,
                    preferences: Preferences(practitioners: ["okafor"]), priority: priority))
            #expect(!answers.items.isEmpty)
        }
    }

    @Test func `a plan puts nobody into it who is not urgent`() async throws {
        let clinic = try await clinic()
        for index in 0..<6 {
            try await clinic.book(
                "visit", "weber", "\(9 + index / 3):\(["00", "20", "40"][index % 3])".padded, day: 1,
                for: Patient.ID("pt-\(index + 1)"))
        }
        let range = TimeRange(start: clinic.at("08:00", day: 1), end: clinic.at("18:00", day: 1))
        let recorded = try await RecordAbsence(clinic.scheduling)(
            "weber", range, because: "ill", by: clinic.admin)
        let proposal = try await ProposePlan(clinic.scheduling, solver: TestSolver())(
            .replace([recorded.absence.id]), limits: PlanLimits(seconds: 5))
        #expect(proposal.moves.count == 6)
        let kept = TimeRange(start: clinic.at("11:00", day: 1), end: clinic.at("12:00", day: 1))
        #expect(proposal.moves.allSatisfy { !kept.contains($0.to.start) })
        _ = try await ApplyProposal(clinic.scheduling)(proposal.id, by: clinic.admin)
        #expect(try await clinic.verify().faults.isEmpty)
    }

    @Test func `it is exported and imported again`() async throws {
        let clinic = try await clinic()
        let people = try TestPeople()
        let sheets = try await ExportClinic(clinic.scheduling, people: people.users)()
        #expect(
            sheets[.carveOuts]?.dropFirst().first == [
                "okafor", "tuesday", "11:00–12:00", "urgent", "", "120",
            ])
        let row = zip(
            ["practitioner", "weekday", "hours", "priorities", "types", "releaseMinutes"],
            sheets[.carveOuts]![1])
        let sheet = ImportSheet(
            file: "carveOuts.csv", kind: .carveOuts,
            rows: [(line: 2, fields: Dictionary(uniqueKeysWithValues: row))])
        let other = try await TestClinic()
        _ = try await ImportClinic(other.scheduling, zones: TestZones())(
            [sheet], skippingBadRows: false, by: other.admin)
        #expect(
            try await other.scheduling.clinic().clinic.carveOuts
                == clinic.scheduling.clinic().clinic.carveOuts)
    }
}

extension String {
    /// `9:00` as `09:00`.
    fileprivate var padded: String { count == 4 ? "0\(self)" : self }
}
