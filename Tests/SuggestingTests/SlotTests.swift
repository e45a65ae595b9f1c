import Domain
import Suggesting
import Booking
import Book
import TestKit
import Testing
import Words

@Suite struct SlotTests {
    @Test func `every slot that is offered can be booked, and every other start cannot`() async throws {
        let clinic = try await TestClinic()
        try await clinic.book("visit", "okafor", "09:20")
        try await clinic.book("visit", "okafor", "15:00", for: "pt-2")
        let tuesday = LocalDate(iso8601: "2026-03-03")!
        let offered = try await FindSlots(clinic.scheduling)("visit", with: "okafor", from: tuesday, days: 1)
        let starts = Set(offered.map(\.range.start))
        #expect(!starts.isEmpty)
        for minute in stride(from: 0, to: 1_440, by: 5) {
            let start = clinic.at("00:00", day: 1) + Minutes(minute)
            let isOffered = starts.contains(start)
            do {
                let hold = try await HoldSlot(clinic.scheduling)(
                    "visit", for: "pt-3", with: "okafor", at: start, by: clinic.staff)
                try await ReleaseHold(clinic.scheduling)(hold.id, by: clinic.staff)
                #expect(isOffered, "\(start) was bookable but not offered")
            } catch is BookingError {
                #expect(!isOffered, "\(start) was offered but not bookable")
            }
        }
    }

    @Test func `every suggestion can be booked, and says why`() async throws {
        let clinic = try await TestClinic()
        for (index, time) in ["09:00", "09:20", "10:40", "13:00", "14:20"].enumerated() {
            try await clinic.book("visit", "okafor", time, for: Patient.ID("pt-\(index + 2)"))
        }
        let first = LocalDate(iso8601: "2026-03-02")!
        let wish = SuggestAppointments.Wish(
            type: "visit", patient: "pt-1", earliest: first, latest: first + 13,
            preferences: Preferences(practitioners: ["okafor"], weekdays: [.tuesday], timeOfDay: .am)
        )
        let answers = try await SuggestAppointments(clinic.scheduling, solver: TestSolver())(wish)
        #expect(answers.items.count == 4)  // two practitioners, at most two with each
        #expect(answers.whyNot.isEmpty)
        for item in answers.items {
            #expect(!item.reasons.isEmpty)
            let hold = try await HoldSlot(clinic.scheduling)(
                "visit", for: "pt-1", with: item.slot.practitioner, at: item.slot.range.start,
                by: clinic.staff)
            try await ReleaseHold(clinic.scheduling)(hold.id, by: clinic.staff)
        }
    }

    @Test func `notice is kept to the minute on the first day`() async throws {
        let clinic = try await TestClinic(at: "2026-03-02T08:13:00Z")
        let today = LocalDate(iso8601: "2026-03-02")!
        let wish = SuggestAppointments.Wish(
            type: "visit", patient: "pt-1", earliest: today, latest: today, count: 20)
        let answers = try await SuggestAppointments(clinic.scheduling, solver: TestSolver())(wish)
        #expect(!answers.items.isEmpty)
        for item in answers.items {
            #expect(item.slot.range.start >= Instant(rfc3339: "2026-03-02T09:13:00Z")!)
        }
        let slots = try await FindSlots(clinic.scheduling)("visit", from: today, days: 1)
        #expect(slots.first?.range.start == Instant(rfc3339: "2026-03-02T09:15:00Z")!)
    }

    @Test func `when nothing fits the rule that leaves nothing is named`() async throws {
        let clinic = try await TestClinic { clinic in
            clinic.types["mri"] = AppointmentType(
                id: "mri", name: "MRI", length: AppointmentLength(duration: 20), skill: "mri")
            clinic.types["xray"] = AppointmentType(
                id: "xray", name: "X-ray", length: AppointmentLength(duration: 20), skill: "gp",
                purposes: ["x-ray"]
            )
            clinic.types["day"] = AppointmentType(
                id: "day", name: "Day", length: AppointmentLength(duration: 300), skill: "gp")
        }
        let monday = LocalDate(iso8601: "2026-03-02")!
        func whyNot(_ type: AppointmentType.ID, _ first: LocalDate, _ last: LocalDate) async throws -> String
        {
            let wish = SuggestAppointments.Wish(type: type, patient: "pt-1", earliest: first, latest: last)
            return try await SuggestAppointments(clinic.scheduling, solver: TestSolver())(wish).whyNot.map(
                Words(.english).text
            ).joined(
                separator: "; ")
        }
        #expect(try await whyNot("mri", monday, monday + 5) == "none of 3 practitioners offers mri")
        #expect(try await whyNot("xray", monday, monday + 5).contains("x-ray"))
        #expect(try await whyNot("visit", monday + 5, monday + 6).contains("none works"))
        #expect(try await whyNot("day", monday, monday + 5).contains("300 min free in one piece"))
        #expect(try await whyNot("visit", monday + 100, monday + 110).contains("84 days"))
    }
}
