import Exchange
import Domain
import Rebalancing
@testable import Booking
@testable import Book
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite struct WaitlistTests {
    private let days = LocalDate(iso8601: "2026-03-02")!...LocalDate(iso8601: "2026-03-13")!

    private func wait(
        _ clinic: TestClinic, _ patient: Patient.ID, insteadOf appointment: Appointment? = nil,
        from first: String = "2026-03-02"
    ) async throws -> WaitlistEntry {
        try await JoinWaitlist(clinic.scheduling)(
            patient, for: "visit", on: LocalDate(iso8601: first)!...days.upperBound,
            insteadOf: appointment?.id, by: clinic.staff)
    }

    @Test func `what somebody waits for is theirs to read`() async throws {
        let clinic = try await TestClinic()
        let entry = try await wait(clinic, "pt-2")
        let find = FindWaitlistEntry(clinic.scheduling)
        #expect(try await find(entry.id, for: clinic.staff) == entry)
        #expect(
            try await find(entry.id, for: Caller(name: "two", role: .patient, patients: ["pt-2"])) == entry)
        await #expect(throws: BookingError.unknown(kind: "waitlist entry", id: entry.id.rawValue)) {
            try await find(entry.id, for: Caller(name: "three", role: .patient, patients: ["pt-3"]))
        }
    }

    @Test func `one cancellation moves two people earlier, each after the one before has accepted`()
        async throws
    {
        let clinic = try await TestClinic()
        let cancelled = try await clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        let first = try await clinic.book("visit", "okafor", "09:00", day: 4, for: "pt-2")
        let second = try await clinic.book("visit", "weber", "10:00", day: 8, for: "pt-3")
        _ = try await wait(clinic, "pt-2", insteadOf: first)
        _ = try await wait(clinic, "pt-3", insteadOf: second, from: "2026-03-05")
        _ = try await CancelAppointment(clinic.scheduling)(cancelled.id, by: clinic.staff)

        let chain = try await PlanBackfill(clinic.scheduling)("okafor", at: clinic.at("09:00", day: 1))
        #expect(chain.map(\.entry.patient) == ["pt-2", "pt-3"])
        #expect(chain.map(\.daysGained) == [3, 4])

        let offer = try await MakeOffer(clinic.scheduling)(
            chain[0].entry.id, with: chain[0].to.practitioner, at: chain[0].to.start, by: clinic.staff)
        await #expect(throws: BookingError.self, "the place is held") {
            try await clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-9")
        }
        let accepted = try await AnswerOffer(clinic.scheduling).accept(offer.id, by: clinic.staff)
        #expect(accepted.appointment.range.start == clinic.at("09:00", day: 1))
        #expect(accepted.freed?.start == clinic.at("09:00", day: 4))
        let rest = try await PlanBackfill(clinic.scheduling)("okafor", at: clinic.at("09:00", day: 4))
        #expect(rest.map(\.entry.patient) == ["pt-3"])
        #expect(try await clinic.verify().faults.isEmpty)
    }

    @Test func `somebody without a place is booked, and leaves the waitlist`() async throws {
        let clinic = try await TestClinic()
        let entry = try await wait(clinic, "pt-4")
        let chain = try await PlanBackfill(clinic.scheduling)("weber", at: clinic.at("11:00", day: 2))
        #expect(chain.map(\.entry.id) == [entry.id] && chain[0].daysGained == nil)
        let offer = try await MakeOffer(clinic.scheduling)(
            entry.id, with: "weber", at: clinic.at("11:00", day: 2), by: clinic.staff)
        let accepted = try await AnswerOffer(clinic.scheduling).accept(offer.id, by: clinic.staff)
        #expect(accepted.appointment.patient == "pt-4" && accepted.freed == nil)
        #expect(try await JoinWaitlist(clinic.scheduling).list().isEmpty)
    }

    @Test func `offers that were made and taken become the clinic's own share`() async throws {
        let clinic = try await TestClinic()
        let entry = try await wait(clinic, "pt-4")
        for time in ["11:00", "11:20"] {
            let offer = try await MakeOffer(clinic.scheduling)(
                entry.id, with: "weber", at: clinic.at(time, day: 2), by: clinic.staff)
            if time == "11:00" {
                try await AnswerOffer(clinic.scheduling).decline(offer.id, by: clinic.staff)
            } else {
                _ = try await AnswerOffer(clinic.scheduling).accept(offer.id, by: clinic.staff)
            }
        }
        let counted = try await clinic.database.read { try $0.first("SELECT made, taken FROM offer_history") }
        #expect(counted?.values == [.integer(2), .integer(1)])
    }

    @Test func `an offer ends by itself, and a declined one gives the place back`() async throws {
        let clinic = try await TestClinic()
        let entry = try await wait(clinic, "pt-5")
        let start = clinic.at("11:00", day: 2)
        let offer = try await MakeOffer(clinic.scheduling)(
            entry.id, with: "weber", at: start, lasting: 30, by: clinic.staff)
        #expect(try await PlanBackfill(clinic.scheduling)("weber", at: clinic.at("15:00", day: 2)).isEmpty)
        try await AnswerOffer(clinic.scheduling).decline(offer.id, by: clinic.staff)
        let second = try await MakeOffer(clinic.scheduling)(
            entry.id, with: "weber", at: start, lasting: 30, by: clinic.staff)
        clinic.time.advance(31)
        await #expect(throws: BookingError.holdExpired(second.hold.id)) {
            try await AnswerOffer(clinic.scheduling).accept(second.id, by: clinic.staff)
        }
        try await clinic.book("visit", "weber", "11:00", day: 2, for: "pt-6")
        #expect(try await JoinWaitlist(clinic.scheduling).list().count == 1)
    }

    @Test func `nobody waits for another's appointment, or for one of another type`() async throws {
        let clinic = try await TestClinic()
        let booked = try await clinic.book("visit", "okafor", "09:00", for: "pt-1")
        await #expect(throws: BookingError.self) { try await wait(clinic, "pt-2", insteadOf: booked) }
    }
}
