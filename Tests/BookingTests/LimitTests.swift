import Domain
import Storage
import TestKit
import Testing
import Words

@testable import Suggesting
@testable import Booking
@testable import Book

/// What may be had: the same for bookings, holds, slots, suggestions and the waitlist.
@Suite struct LimitTests {
    private let tuesday = LocalDate(iso8601: "2026-03-03")!

    private func capped(perDay: Int? = nil, perPatient: Int? = nil) async throws -> TestClinic {
        try await TestClinic { clinic in
            clinic.types["visit"] = AppointmentType(
                id: "visit", name: "Visit", length: AppointmentLength(duration: 20), skill: "gp",
                limits: BookingLimits(perPractitionerDay: perDay, perPatient: perPatient))
        }
    }

    /// The rule that refuses what `body` asks for; `nil` if nothing does.
    private func rule(_ body: () async throws -> Void) async throws -> BookingRule? {
        do {
            try await body()
            return nil
        } catch BookingError.ruleBroken(let rule, _) {
            return rule
        } catch BookingError.seriesConflict(_, _, .ruleBroken(let rule, _)) {
            return rule
        }
    }

    private func setMost(appointments: Int = 6, waitlist: Int = 3, in clinic: TestClinic) async throws {
        try await clinic.scheduling.write { transaction, _ in
            let old = try transaction.settings()
            try transaction.store(
                ClinicSettings(
                    changeCutoffMinutes: old.changeCutoffMinutes, linkDays: old.linkDays,
                    appointmentsPerPatient: appointments, waitlistPerPatient: waitlist,
                    version: old.version + 1))
        }
    }

    @Test func `a practitioner's cap counts what is held, and leaves no slot and no suggestion`() async throws
    {
        let clinic = try await capped(perDay: 1)
        let hold = try await HoldSlot(clinic.scheduling)(
            "visit", for: "pt-1", with: "okafor", at: clinic.at("09:00", day: 1), by: clinic.staff)
        func free() async throws -> Set<Practitioner.ID> {
            let slots = try await FindSlots(clinic.scheduling)("visit", from: tuesday, days: 1)
            let wish = SuggestAppointments.Wish(
                type: "visit", patient: "pt-2", earliest: tuesday, latest: tuesday, count: 20)
            let suggested = try await SuggestAppointments(clinic.scheduling, solver: TestSolver())(wish)
            #expect(!suggested.items.isEmpty)
            #expect(Set(suggested.items.map(\.slot.practitioner)).isSubset(of: slots.map(\.practitioner)))
            return Set(slots.map(\.practitioner))
        }
        #expect(try await free() == ["weber"])
        #expect(
            try await rule { try await clinic.book("visit", "okafor", "10:00", for: "pt-2") }
                == .capPerPractitionerDay)
        try await ReleaseHold(clinic.scheduling)(hold.id, by: clinic.staff)
        #expect(try await free() == ["okafor", "weber"])
    }

    @Test func `a patient's cap is a reason, but not against moving what one has`() async throws {
        let clinic = try await capped(perPatient: 1)
        let booked = try await clinic.book()
        func answers(moving: Appointment.ID?) async throws -> SuggestAppointments.Answers {
            try await SuggestAppointments(clinic.scheduling, solver: TestSolver())(
                .init(type: "visit", patient: "pt-1", earliest: tuesday, latest: tuesday, moving: moving))
        }
        let refused = try await answers(moving: nil)
        #expect(
            refused.items.isEmpty
                && refused.whyNot.first.map(Words(.english).text)?.contains("at most 1") == true)
        let moved = try await answers(moving: booked.id)
        #expect(!moved.items.isEmpty)
        #expect(try await rule { try await clinic.book("visit", "weber", "15:00", day: 2) } == .capPerPatient)
    }

    @Test func `what patients keep is bounded whatever verb they use`() async throws {
        let clinic = try await TestClinic()
        try await setMost(appointments: 3, in: clinic)
        let patient = Caller(name: "ada", role: .patient, patients: ["pt-1"])
        func book(_ time: String) async throws -> BookingRule? {
            try await rule {
                _ = try await BookAppointment(clinic.scheduling)(
                    .init(
                        type: "visit", patient: "pt-1",
                        place: .slot("okafor", start: clinic.at(time, day: 1))), by: patient)
            }
        }
        #expect(try await book("09:00") == nil)
        _ = try await HoldSlot(clinic.scheduling)(
            "visit", for: "pt-1", with: "okafor", at: clinic.at("10:00", day: 1), by: patient)
        let series = [2, 9].map { clinic.at("11:00", day: $0) }
        #expect(
            try await rule {
                _ = try await BookSeries(clinic.scheduling)(
                    "visit", for: "pt-1", with: "okafor", at: series, by: patient)
            } == .appointmentsPerPatient, "one and a hold leave room for one, not for two")
        #expect(try await clinic.count("appointment") == 1, "a series is booked whole or not at all")
        #expect(try await book("11:00") == nil)
        #expect(try await book("13:00") == .appointmentsPerPatient)
        try await clinic.book("visit", "weber", "15:00", for: "pt-1")
    }

    @Test func `an address that may be another's holds one place and books nothing`() async throws {
        let clinic = try await TestClinic()
        let stranger = Caller(name: "eve", role: .patient, patients: ["pt-1"], isConfirmed: false)
        func hold(_ time: String) async throws -> BookingRule? {
            try await rule {
                _ = try await HoldSlot(clinic.scheduling)(
                    "visit", for: "pt-1", with: "okafor", at: clinic.at(time, day: 1), by: stranger)
            }
        }
        #expect(try await hold("09:00") == nil)
        #expect(try await hold("10:00") != nil)
        #expect(
            try await rule {
                _ = try await BookAppointment(clinic.scheduling)(
                    .init(
                        type: "visit", patient: "pt-1",
                        place: .slot("weber", start: clinic.at("09:00", day: 2))),
                    by: stranger)
            } == .addressNotConfirmed)
        #expect(
            try await rule {
                _ = try await JoinWaitlist(clinic.scheduling)(
                    "pt-1", for: "visit", on: tuesday...tuesday + 7, by: stranger)
            } == .addressNotConfirmed)
    }

    @Test func `one waits for a thing once, and for few things`() async throws {
        let clinic = try await TestClinic()
        try await setMost(waitlist: 2, in: clinic)
        func wait(_ type: AppointmentType.ID, _ patient: Patient.ID = "pt-1") async throws -> BookingRule? {
            try await rule {
                _ = try await JoinWaitlist(clinic.scheduling)(
                    patient, for: type, on: tuesday...tuesday + 7, by: clinic.staff)
            }
        }
        #expect(try await wait("visit") == nil)
        #expect(try await wait("visit") == .waitlistPerPatient)
        #expect(try await wait("derm") == nil)
        try await setMost(waitlist: 1, in: clinic)
        #expect(try await wait("visit", "pt-2") == nil)
        #expect(try await wait("derm", "pt-2") == .waitlistPerPatient)
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `a slot costs the same in every question that contains it`(seed: UInt64) async throws {
        let clinic = try await TestClinic()
        var random = SeededRandom(seed: seed)
        for index in 0..<12 {
            let time = ["09:00", "09:20", "10:40", "13:00", "14:20", "16:00"][random.below(6)]
            _ = try? await clinic.book(
                "visit", random.below(2) == 0 ? "okafor" : "weber", time, day: random.below(10),
                for: Patient.ID("pt-\(index + 2)"))
        }
        var costs: [Instant: [Practitioner.ID: Set<Int>]] = [:]
        for (first, last) in [(0, 3), (1, 3), (3, 3), (0, 20), (3, 30), (2, 9)] {
            let wish = SuggestAppointments.Wish(
                type: "visit", patient: "pt-1", earliest: tuesday + first, latest: tuesday + last,
                preferences: Preferences(practitioners: ["okafor"], weekdays: [.friday]), count: 20)
            for item in try await SuggestAppointments(clinic.scheduling, solver: TestSolver())(wish).items {
                costs[item.slot.range.start, default: [:]][item.slot.practitioner, default: []].insert(
                    item.cost)
            }
        }
        #expect(costs.values.flatMap(\.values).allSatisfy { $0.count == 1 })
    }
}
