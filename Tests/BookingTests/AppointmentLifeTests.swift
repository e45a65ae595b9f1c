import Exchange
import Domain
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Booking
@testable import Book

@Suite struct AppointmentLifeTests {
    @Test func `a visit is booked, arrives, checks in and is fulfilled, each step with its version`()
        async throws
    {
        let clinic = try await TestClinic()
        let booked = try await clinic.book()
        clinic.time.set(clinic.at("09:00", day: 1))
        #expect(try await MarkArrived(clinic.scheduling)(booked.id, by: clinic.staff).status == .arrived)
        #expect(try await CheckIn(clinic.scheduling)(booked.id, by: clinic.staff).status == .checkedIn)
        let done = try await FulfilAppointment(clinic.scheduling)(booked.id, by: clinic.staff)
        #expect(done.status == .fulfilled && done.version == 4)
        await #expect(throws: BookingError.illegalTransition(from: .fulfilled, to: .cancelled)) {
            _ = try await CancelAppointment(clinic.scheduling)(booked.id, by: clinic.staff)
        }
        #expect(try await clinic.verify().faults == [])
    }

    @Test func `who does not come frees the time`() async throws {
        let clinic = try await TestClinic()
        let booked = try await clinic.book()
        clinic.time.set(booked.range.start)
        _ = try await MarkNoShow(clinic.scheduling)(booked.id, by: clinic.staff)
        _ = try await OverbookAppointment(clinic.scheduling)(
            "visit", for: "pt-2", with: "okafor", at: booked.range.start, because: "walked in",
            by: clinic.staff)
        #expect(try await clinic.verify().faults == [])
    }

    @Test func `nothing is recorded before it can have happened`() async throws {
        let clinic = try await TestClinic()
        let booked = try await clinic.book()
        func isTooEarly(_ step: () async throws -> Appointment) async -> Bool {
            do {
                _ = try await step()
                return false
            } catch BookingError.ruleBroken(.tooEarly, _) {
                return true
            } catch {
                return false
            }
        }
        clinic.time.set(booked.range.start - 241)
        #expect(await isTooEarly { try await MarkArrived(clinic.scheduling)(booked.id, by: clinic.staff) })
        #expect(await isTooEarly { try await CheckIn(clinic.scheduling)(booked.id, by: clinic.staff) })
        clinic.time.set(booked.range.start - 1)
        #expect(await isTooEarly { try await MarkNoShow(clinic.scheduling)(booked.id, by: clinic.staff) })
        #expect(try await MarkArrived(clinic.scheduling)(booked.id, by: clinic.staff).status == .arrived)
    }

    @Test func `a wrong step is taken back once, if its time is free or staff say why not`() async throws {
        let clinic = try await TestClinic()
        let booked = try await clinic.book()
        let undo = TakeBackStep(clinic.scheduling)
        await #expect(throws: BookingError.illegalTransition(from: .booked, to: .booked)) {
            _ = try await undo(booked.id, by: clinic.staff)
        }
        clinic.time.set(booked.range.start)
        _ = try await MarkNoShow(clinic.scheduling)(booked.id, by: clinic.staff)
        #expect(try await undo(booked.id, by: clinic.staff).status == .booked)
        await #expect(throws: BookingError.illegalTransition(from: .booked, to: .booked)) {
            _ = try await undo(booked.id, by: clinic.staff)
        }
        _ = try await CancelAppointment(clinic.scheduling)(booked.id, by: clinic.staff)
        _ = try await OverbookAppointment(clinic.scheduling)(
            "visit", for: "pt-2", with: "okafor", at: booked.range.start, because: "came", by: clinic.staff)
        await #expect(throws: BookingError.slotTaken(practitioner: "okafor", range: booked.range)) {
            _ = try await undo(booked.id, by: clinic.staff)
        }
        let back = try await undo(booked.id, overbooking: "was here first", by: clinic.staff)
        #expect(back.status == .booked && back.overbookReason == "was here first")
        #expect(try await clinic.verify().faults == [])
    }

    @Test func `what should never have been booked is marked so, and stays in the history`() async throws {
        let clinic = try await TestClinic()
        let booked = try await clinic.book()
        let retract = MarkEnteredInError(clinic.scheduling)
        #expect(try await retract(booked.id, by: clinic.staff).status == .enteredInError)
        try await clinic.book(for: "pt-2")
    }

    @Test func `cancelling frees the slot, and a retry with the key is quiet`() async throws {
        let clinic = try await TestClinic()
        let booked = try await clinic.book()
        let cancel = CancelAppointment(clinic.scheduling)
        #expect(try await cancel(booked.id, by: clinic.staff, key: "k").status == .cancelled)
        #expect(try await cancel(booked.id, by: clinic.staff, key: "k").status == .cancelled)
        await #expect(throws: BookingError.self) { _ = try await cancel(booked.id, by: clinic.staff) }
        try await clinic.book(for: "pt-2")
    }

    @Test func `a move keeps the id, gives the old place up and takes the new one`() async throws {
        let clinic = try await TestClinic()
        let booked = try await clinic.book()
        let moved = try await RescheduleAppointment(clinic.scheduling)(
            booked.id, to: "weber", at: clinic.at("10:00", day: 2), by: clinic.staff, key: "k"
        )
        #expect(moved.id == booked.id && moved.practitioner == "weber" && moved.status == .booked)
        try await clinic.book(for: "pt-2")
        await #expect(throws: BookingError.self) {
            try await clinic.book("visit", "weber", "10:10", day: 2, for: "pt-3")
        }
        #expect(try await clinic.verify().faults == [])
    }

    @Test func `a move by ten minutes is not in its own way`() async throws {
        let clinic = try await TestClinic()
        let booked = try await clinic.book()
        let moved = try await RescheduleAppointment(clinic.scheduling)(
            booked.id, to: nil, at: clinic.at("09:30", day: 1), by: clinic.staff
        )
        #expect(moved.range.start == clinic.at("09:30", day: 1))
    }

    @Test func `a move that fails leaves the appointment where it was`() async throws {
        let clinic = try await TestClinic()
        let booked = try await clinic.book()
        try await clinic.book("visit", "weber", "10:00", for: "pt-2")
        for target in ["10:00", "12:30"] {
            await #expect(throws: BookingError.self) {
                _ = try await RescheduleAppointment(clinic.scheduling)(
                    booked.id, to: "weber", at: clinic.at(target, day: 1), by: clinic.staff
                )
            }
        }
        await #expect(throws: BookingError.self) { try await clinic.book(for: "pt-3") }
        #expect(try await clinic.verify().occupying == 2)
        #expect(try await clinic.verify().faults == [])
    }

    @Test func `a series is booked whole or not at all, and names the one that clashes`() async throws {
        let clinic = try await TestClinic()
        let starts = (0..<4).map { clinic.at("09:20", day: 1 + 7 * $0) }
        try await clinic.book("visit", "okafor", "09:30", day: 15, for: "pt-2")
        do {
            _ = try await BookSeries(clinic.scheduling)(
                "visit", for: "pt-1", with: "okafor", at: starts, by: clinic.staff)
            Issue.record("was booked")
        } catch BookingError.seriesConflict(let index, let start, .slotTaken) {
            #expect(index == 2 && start == starts[2])
        }
        #expect(try await clinic.count("appointment") == 1)
        let others = (0..<4).map { clinic.at("10:00", day: 1 + 7 * $0) }
        let booked = try await BookSeries(clinic.scheduling)(
            "visit", for: "pt-1", with: "okafor", at: others, by: clinic.staff, key: "k"
        )
        #expect(booked.map(\.range.start) == others)
        #expect(Set(booked.map(\.series)).count == 1 && booked[0].series != nil)
        let again = try await BookSeries(clinic.scheduling)(
            "visit", for: "pt-1", with: "okafor", at: others, by: clinic.staff, key: "k"
        )
        #expect(again == booked)
        await #expect(throws: BookingError.self) {
            _ = try await BookSeries(clinic.scheduling)(
                "visit", for: "pt-1", with: "okafor", at: [others[0]], by: clinic.staff)
        }
    }

    @Test func `a series that meets itself is refused`() async throws {
        let clinic = try await TestClinic()
        let starts = [clinic.at("09:20", day: 1), clinic.at("09:30", day: 1)]
        await #expect(throws: BookingError.self) {
            _ = try await BookSeries(clinic.scheduling)(
                "visit", for: "pt-1", with: "okafor", at: starts, by: clinic.staff)
        }
        #expect(try await clinic.count("appointment") == 0)
    }

    @Test func `an overbook is explicit, permitted, reasoned and audited`() async throws {
        let clinic = try await TestClinic()
        try await clinic.book()
        let overbook = OverbookAppointment(clinic.scheduling)
        let start = clinic.at("09:20", day: 1)
        let patient = Caller(name: "pt-2", role: .patient, patients: ["pt-2"])
        await #expect(throws: BookingError.notPermitted(.overbook, role: .patient)) {
            _ = try await overbook(
                "visit", for: "pt-2", with: "okafor", at: start, because: "fever", by: patient)
        }
        await #expect(throws: BookingError.reasonMissing) {
            _ = try await overbook(
                "visit", for: "pt-2", with: "okafor", at: start, because: " ", by: clinic.staff)
        }
        let over = try await overbook(
            "visit", for: "pt-2", with: "okafor", at: start, because: "fever", by: clinic.staff)
        #expect(over.overbookReason == "fever")
        let detail = try await clinic.database.read {
            try $0.rows("SELECT detail FROM audit ORDER BY id DESC LIMIT 1")[0].text(0)
        }
        #expect(detail == "overbook: fever")
        let report = try await clinic.verify()
        #expect(report.overbooks == 1 && report.faults == [])
        clinic.time.set(start)
        #expect(try await MarkArrived(clinic.scheduling)(over.id, by: clinic.staff).status == .arrived)
    }

    @Test func `an overbook puts a patient in two places or two on one device only by name`() async throws {
        let clinic = try await TestClinic()
        try await clinic.book("derm", "laurent", "09:05")
        try await clinic.book("visit", "okafor", "11:00", for: "pt-3")
        let overbook = OverbookAppointment(clinic.scheduling)
        func refusal(_ body: () async throws -> Appointment) async -> BookingRule? {
            do {
                _ = try await body()
                return nil
            } catch BookingError.ruleBroken(let rule, _) {
                return rule
            } catch {
                return .grid
            }
        }
        func laser(_ also: Set<OverbookAppointment.Also>) async throws -> Appointment {
            try await overbook(
                "derm", for: "pt-2", with: "laurent", at: clinic.at("09:00", day: 1), because: "fever",
                also: also, by: clinic.staff)
        }
        func twice(_ also: Set<OverbookAppointment.Also>) async throws -> Appointment {
            try await overbook(
                "visit", for: "pt-3", with: "weber", at: clinic.at("11:10", day: 1), because: "fever",
                also: also, by: clinic.staff)
        }
        #expect(await refusal { try await laser([.patient]) } == .equipmentTwice)
        #expect(await refusal { try await twice([.equipment]) } == .patientTwice)
        #expect(try await clinic.verify().doubled == [])
        _ = try await laser([.equipment])
        _ = try await twice([.patient])
        let report = try await clinic.verify()
        #expect(report.faults == [] && report.doubled.count == 2)
        #expect(report.doubled.contains { $0.contains("patient/pt-3") })
    }

    @Test func `the agenda names patients, and gives each a room that is free`() async throws {
        let clinic = try await TestClinic()
        try await clinic.book("derm", "laurent", "09:05")
        try await clinic.book("derm", "laurent", "09:50", for: "pt-2")
        let entries = try await ShowAgenda(clinic.scheduling)(
            "laurent", on: LocalDate(iso8601: "2026-03-03")!)
        #expect(entries.map(\.patient.name) == ["Patient 1", "Patient 2"])
        #expect(entries.allSatisfy { $0.resources == ["laser 1"] })
    }
}
