import Exchange
import Domain
import Rebalancing
import Booking
import Book
import TestKit
import Testing

@Suite struct HoldTests {
    private func hold(_ clinic: TestClinic, _ patient: Patient.ID = "pt-1") async throws -> Hold {
        try await HoldSlot(clinic.scheduling)(
            "visit", for: patient, with: "okafor", at: clinic.at("09:20", day: 1), by: clinic.staff)
    }

    private func book(_ clinic: TestClinic, _ hold: Hold, for patient: Patient.ID = "pt-1") async throws
        -> Appointment
    {
        try await BookAppointment(clinic.scheduling)(
            .init(type: "visit", patient: patient, place: .hold(hold.id)), by: clinic.staff
        )
    }

    @Test func `a hold blocks everybody else and becomes the booking`() async throws {
        let clinic = try await TestClinic()
        let hold = try await hold(clinic)
        await #expect(throws: BookingError.self) { try await clinic.book(for: "pt-2") }
        await #expect(throws: BookingError.holdOfAnother(hold.id)) {
            _ = try await book(clinic, hold, for: "pt-2")
        }
        #expect(try await book(clinic, hold).range == hold.slot.range)
        #expect(try await clinic.count("hold") == 0)
        await #expect(throws: BookingError.holdExpired(hold.id)) { _ = try await book(clinic, hold) }
        #expect(try await clinic.verify().faults == [])
    }

    @Test func `a patient keeps three slots from others at a time, no more`() async throws {
        let clinic = try await TestClinic()
        func hold(_ time: String) async throws -> Hold {
            try await HoldSlot(clinic.scheduling)(
                "visit", for: "pt-1", with: "okafor", at: clinic.at(time, day: 1), by: clinic.staff)
        }
        let first = try await hold("09:00")
        _ = (try await hold("09:20"), try await hold("09:40"))
        await #expect(throws: BookingError.self) { _ = try await hold("10:00") }
        try await ReleaseHold(clinic.scheduling)(first.id, by: clinic.staff)
        _ = try await hold("10:00")
        clinic.time.advance(5)
        _ = try await hold("10:20")
    }

    @Test func `after five minutes the slot is anybody's`() async throws {
        let clinic = try await TestClinic()
        let hold = try await hold(clinic)
        clinic.time.advance(4)
        await #expect(throws: BookingError.self) { try await clinic.book(for: "pt-2") }
        clinic.time.advance(1)
        await #expect(throws: BookingError.holdExpired(hold.id)) { _ = try await book(clinic, hold) }
        try await clinic.book(for: "pt-2")
    }

    @Test func `a hold is extended once`() async throws {
        let clinic = try await TestClinic()
        let hold = try await hold(clinic)
        let extended = try await ExtendHold(clinic.scheduling)(hold.id, by: clinic.staff)
        #expect(extended.expiresAt == hold.expiresAt + 5)
        await #expect(throws: BookingError.holdAlreadyExtended(hold.id)) {
            _ = try await ExtendHold(clinic.scheduling)(hold.id, by: clinic.staff)
        }
        clinic.time.advance(9)
        _ = try await book(clinic, hold)
    }

    @Test func `a released hold frees the slot at once`() async throws {
        let clinic = try await TestClinic()
        let hold = try await hold(clinic)
        try await ReleaseHold(clinic.scheduling)(hold.id, by: clinic.staff)
        try await clinic.book(for: "pt-2")
        await #expect(throws: BookingError.holdExpired(hold.id)) {
            try await ReleaseHold(clinic.scheduling)(hold.id, by: clinic.staff)
        }
    }

    @Test func `an absence recorded meanwhile wins over the hold`() async throws {
        let clinic = try await TestClinic()
        let hold = try await hold(clinic)
        let day = TimeRange(start: clinic.at("00:00", day: 1), end: clinic.at("00:00", day: 2))
        _ = try await RecordAbsence(clinic.scheduling)("okafor", day, because: "ill", by: clinic.admin)
        await #expect(throws: BookingError.self) { _ = try await book(clinic, hold) }
    }

    @Test func `an expired hold hides nothing from those who only look`() async throws {
        let clinic = try await TestClinic()
        let hold = try await hold(clinic)
        func isOffered() async throws -> Bool {
            try await FindSlots(clinic.scheduling)(
                "visit", with: "okafor", from: LocalDate(iso8601: "2026-03-03")!, days: 1
            )
            .contains { $0.range.start == hold.slot.range.start }
        }
        #expect(try await isOffered() == false)
        clinic.time.advance(6)
        #expect(try await isOffered())
        #expect(try await clinic.verify().holds == 0)
    }

    @Test func `a hold is for its own type`() async throws {
        let clinic = try await TestClinic()
        let hold = try await hold(clinic)
        let request = BookAppointment.Request(type: "derm", patient: "pt-1", place: .hold(hold.id))
        await #expect(throws: BookingError.holdOfAnother(hold.id)) {
            _ = try await BookAppointment(clinic.scheduling)(request, by: clinic.staff)
        }
    }
}
