import Exchange
import Domain
import Suggesting
import Booking
import Book
import TestKit
import Testing

@Suite struct ReshuffleTests {
    private func bookAny(
        _ clinic: TestClinic, _ time: String, for patient: Patient.ID
    ) async throws -> Appointment {
        try await BookAppointment(clinic.scheduling)(
            .init(
                type: "visit", patient: patient,
                place: .anyPractitioner(start: clinic.at(time, day: 1), location: nil)),
            by: clinic.staff)
    }

    private func wish(_ practitioner: Practitioner.ID) -> SuggestAppointments.Wish {
        let day = LocalDate(iso8601: "2026-03-03")!
        return .init(
            type: "visit", patient: "pt-9", earliest: day, latest: day,
            preferences: Preferences(practitioners: [practitioner]))
    }

    @Test func `a slot is free if whoever sits there does not mind with whom`() async throws {
        let clinic = try await TestClinic()
        let other = try await bookAny(clinic, "09:00", for: "pt-1")
        let booked = try await BookReshuffled(clinic.scheduling)(
            "visit", for: "pt-2", with: other.practitioner, at: clinic.at("09:00", day: 1), by: clinic.staff)
        #expect(booked.appointment.practitioner == other.practitioner)
        #expect(booked.handedOver.map(\.id) == [other.id])
        #expect(booked.handedOver[0].range == other.range)
        #expect(booked.handedOver[0].practitioner != other.practitioner)
        #expect(try await clinic.verify().faults.isEmpty)
    }

    @Test func `nobody who chose a practitioner is moved, and nothing is written then`() async throws {
        let clinic = try await TestClinic()
        let chosen = try await clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        let error = BookingError.slotTaken(practitioner: "okafor", range: chosen.busy)
        await #expect(throws: error) {
            try await BookReshuffled(clinic.scheduling)(
                "visit", for: "pt-2", with: "okafor", at: clinic.at("09:00", day: 1), by: clinic.staff)
        }
        #expect(try await FindAppointment(clinic.scheduling)(chosen.id).version == 1)
    }

    @Test func `it is refused when the other practitioner is taken as well`() async throws {
        let clinic = try await TestClinic()
        let other = try await bookAny(clinic, "09:00", for: "pt-1")
        let free: Practitioner.ID = other.practitioner == "okafor" ? "weber" : "okafor"
        try await clinic.book("visit", free, "09:10", day: 1, for: "pt-3")
        await #expect(throws: BookingError.self) {
            try await BookReshuffled(clinic.scheduling)(
                "visit", for: "pt-2", with: other.practitioner, at: clinic.at("09:00", day: 1),
                by: clinic.staff)
        }
    }

    @Test func `a repeated key hands nobody over twice`() async throws {
        let clinic = try await TestClinic()
        let other = try await bookAny(clinic, "09:00", for: "pt-1")
        func book() async throws -> BookReshuffled.Booked {
            try await BookReshuffled(clinic.scheduling)(
                "visit", for: "pt-2", with: other.practitioner, at: clinic.at("09:00", day: 1),
                by: clinic.staff,
                key: "k")
        }
        #expect(try await book() == book())
        #expect(try await clinic.count("appointment") == 2)
    }

    @Test func `suggestions tell of slots that a change of hands would free`() async throws {
        let clinic = try await TestClinic { clinic in
            // One hour of work for each of the two, so that the day is soon full.
            clinic.templates = clinic.templates.filter { $0.hours.start == LocalTime("09:00")! }
        }
        let first = try await bookAny(clinic, "09:00", for: "pt-1")
        let answers = try await SuggestAppointments(clinic.scheduling, solver: TestSolver())(
            wish(first.practitioner))
        #expect(!answers.items.isEmpty)
        for reshuffled in answers.reshuffled {
            #expect(reshuffled.cost < answers.items[0].cost && reshuffled.handovers >= 1)
        }
    }
}
