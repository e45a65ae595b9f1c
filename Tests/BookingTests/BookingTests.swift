import Exchange
import Domain
import Booking
import Book
import Storage
import TestKit
import Testing

@Suite struct BookingTests {
    @Test func `a free slot is booked with its event and its audit row`() async throws {
        let clinic = try await TestClinic()
        let before = (try await clinic.count("outbox"), try await clinic.count("audit"))
        let booked = try await clinic.book("visit", "okafor", "09:20")
        #expect(booked.status == .booked && booked.version == 1)
        #expect(booked.range == TimeRange(start: clinic.at("09:20", day: 1), length: 20))
        #expect(try await clinic.count("outbox") == before.0 + 1)
        #expect(try await clinic.count("audit") == before.1 + 1)
        #expect(try await clinic.verify().faults == [])
    }

    @Test func `two patients cannot book one slot, however many try`() async throws {
        let clinic = try await TestClinic(patients: 60)
        let outcomes = await withTaskGroup(of: Bool?.self) { group in
            for number in 1...50 {
                group.addTask {
                    do {
                        try await clinic.book("visit", "okafor", "09:20", for: Patient.ID("pt-\(number)"))
                        return true
                    } catch let BookingError.slotTaken(practitioner, _) {
                        return practitioner == "okafor" ? false : nil
                    } catch {
                        return nil
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == true } == 1)
        #expect(outcomes.count { $0 == false } == 49)
        #expect(try await clinic.verify().occupying == 1)
    }

    @Test func `an appointment of another length that overlaps by a minute is refused`() async throws {
        let clinic = try await TestClinic { clinic in
            clinic.types["long"] = AppointmentType(
                id: "long", name: "Long", length: AppointmentLength(duration: 35), skill: "gp"
            )
        }
        try await clinic.book("long", "okafor", "09:20")
        await #expect(throws: BookingError.self) {
            try await clinic.book("visit", "okafor", "09:50", for: "pt-2")
        }
        await #expect(throws: BookingError.self) {
            try await clinic.book("visit", "okafor", "09:05", for: "pt-2")
        }
        try await clinic.book("visit", "okafor", "09:55", for: "pt-2")
        try await clinic.book("visit", "okafor", "09:00", for: "pt-3")
    }

    @Test func `buffers keep the practitioner busy, and unequal ones at that`() async throws {
        let clinic = try await TestClinic()
        try await clinic.book("derm", "laurent", "09:05")
        await #expect(throws: BookingError.self) {
            try await clinic.book("derm", "laurent", "09:45", for: "pt-2")
        }
        try await clinic.book("derm", "laurent", "09:50", for: "pt-2")
    }

    @Test func `a patient cannot be in two places`() async throws {
        let clinic = try await TestClinic()
        try await clinic.book("visit", "okafor", "09:20")
        await #expect(
            throws: BookingError.patientBusy(
                "pt-1", range: TimeRange(start: clinic.at("09:30", day: 1), length: 20))
        ) {
            try await clinic.book("visit", "weber", "09:30")
        }
        try await clinic.book("visit", "weber", "09:40")
    }

    @Test func `the one laser serves one at a time, also for another practitioner`() async throws {
        let clinic = try await TestClinic { clinic in
            clinic.practitioners["weber"] = Practitioner(
                id: "weber", name: "Dr Weber", location: "main", skills: ["derm"])
        }
        try await clinic.book("derm", "laurent", "09:05")
        await #expect(
            throws: BookingError.poolExhausted(
                "laser", range: TimeRange(start: clinic.at("09:30", day: 1), length: 30))
        ) {
            try await clinic.book("derm", "weber", "09:30", for: "pt-2")
        }
        try await clinic.book("derm", "weber", "09:50", for: "pt-2")
    }

    @Test(
        arguments: [
            ("visit", "okafor", "08:00", 1, BookingRule.workingTime),
            ("visit", "okafor", "11:50", 1, .workingTime),
            ("visit", "okafor", "12:30", 1, .workingTime), ("visit", "okafor", "09:00", 5, .workingTime),
            ("visit", "okafor", "09:03", 1, .grid), ("visit", "laurent", "09:00", 1, .skill),
            ("visit", "okafor", "09:00", 85, .horizon), ("visit", "okafor", "09:00", -7, .notice),
        ] as [(AppointmentType.ID, Practitioner.ID, String, Int, BookingRule)])
    func `a refusal names its rule`(
        type: AppointmentType.ID, practitioner: Practitioner.ID, time: String, day: Int, rule: BookingRule
    ) async throws {
        let clinic = try await TestClinic()
        do {
            try await clinic.book(type, practitioner, time, day: day)
            Issue.record("was booked")
        } catch BookingError.ruleBroken(let broken, _) {
            #expect(broken == rule)
        }
        #expect(try await clinic.count("appointment") == 0)
    }

    @Test func `caps count, and each names itself`() async throws {
        let clinic = try await TestClinic { clinic in
            let limits = BookingLimits(perPractitionerDay: 2, perPatient: 1)
            clinic.types["capped"] = AppointmentType(
                id: "capped", name: "Capped", length: AppointmentLength(duration: 10), skill: "gp",
                limits: limits
            )
        }
        func refusal(_ time: String, _ patient: Patient.ID, day: Int = 1) async throws -> BookingRule? {
            do {
                try await clinic.book("capped", "okafor", time, day: day, for: patient)
                return nil
            } catch BookingError.ruleBroken(let rule, _) {
                return rule
            }
        }
        #expect(try await refusal("09:00", "pt-1") == nil)
        #expect(try await refusal("10:00", "pt-1") == .capPerPatient)
        #expect(try await refusal("10:00", "pt-2") == nil)
        #expect(try await refusal("11:00", "pt-3") == .capPerPractitionerDay)
        #expect(try await refusal("11:00", "pt-3", day: 2) == nil)
    }

    @Test func `unknown names are named`() async throws {
        let clinic = try await TestClinic()
        await #expect(throws: BookingError.unknown(kind: "patient", id: "pt-x")) {
            try await clinic.book(for: "pt-x")
        }
        await #expect(throws: BookingError.unknown(kind: "practitioner", id: "x")) {
            try await clinic.book("visit", "x", "09:00")
        }
        await #expect(throws: BookingError.unknown(kind: "appointment type", id: "x")) {
            try await clinic.book("x")
        }
    }

    @Test func `any practitioner means one who is free, least booked first, and nobody when none is`()
        async throws
    {
        let clinic = try await TestClinic()
        try await clinic.book("visit", "okafor", "14:00")
        let start = clinic.at("09:00", day: 1)
        func book(_ patient: Patient.ID) async throws -> Practitioner.ID {
            let place = BookAppointment.Place.anyPractitioner(start: start, location: nil)
            return try await BookAppointment(clinic.scheduling)(
                .init(type: "visit", patient: patient, place: place), by: clinic.staff
            ).practitioner
        }
        #expect(try await book("pt-2") == "weber")
        #expect(try await book("pt-3") == "okafor")
        await #expect(throws: BookingError.nobodyFree("visit", start: start)) { _ = try await book("pt-4") }
    }

    @Test func `the same key books once, and another request under it is refused`() async throws {
        let clinic = try await TestClinic()
        let first = try await clinic.book(key: "k")
        let again = try await clinic.book(key: "k")
        #expect(first == again)
        #expect(try await clinic.count("appointment") == 1)
        await #expect(throws: BookingError.keyReused("k")) {
            try await clinic.book("visit", "okafor", "10:00", key: "k")
        }
    }

    @Test func `a repeated request is answered as it was the first time, whatever has happened since`()
        async throws
    {
        let clinic = try await TestClinic()
        let first = try await clinic.book(key: "k")
        _ = try await CancelAppointment(clinic.scheduling)(first.id, by: clinic.staff)
        #expect(try await clinic.book(key: "k") == first)
        let over = OverbookAppointment(clinic.scheduling)
        func overbook() async throws -> Appointment {
            try await over(
                "visit", for: "pt-2", with: "okafor", at: clinic.at("09:20", day: 1), because: "a b - c",
                by: clinic.staff,
                key: "o"
            )
        }
        let answer = try await overbook()
        #expect(answer.overbookReason == "a b - c")
        #expect(try await overbook() == answer)
    }

    @Test func `a refused request leaves its key free`() async throws {
        let clinic = try await TestClinic()
        let blocking = try await clinic.book(for: "pt-2")
        await #expect(throws: BookingError.self) { try await clinic.book(key: "k") }
        _ = try await CancelAppointment(clinic.scheduling)(blocking.id, by: clinic.staff)
        try await clinic.book(key: "k")
    }
}

extension TestClinic {
    @discardableResult
    func book(_ type: AppointmentType.ID = "visit", for patient: Patient.ID = "pt-1", key: String? = nil)
        async throws -> Appointment
    {
        try await book(type, "okafor", "09:20", for: patient, key: key)
    }
}
