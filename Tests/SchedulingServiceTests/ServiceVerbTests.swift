import Domain
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import Rebalancing
@testable import Directory
@testable import Booking
@testable import Book
@testable import SchedulingService

/// What the contract adds to the book: approval, confirmation, cutoffs, links, pages, settings.
@Suite struct ServiceVerbTests {
    private static let patient = Caller(name: "a", role: .patient, patients: ["pt-1"])

    /// The clinic of the tests, whose derm appointments need approval.
    private func clinic() async throws -> TestClinic {
        try await TestClinic { clinic in
            clinic.types = clinic.types.mapValues { type in
                AppointmentType(
                    id: type.id, name: type.name, length: type.length, skill: type.skill,
                    purposes: type.purposes,
                    grid: type.grid, limits: type.limits, needsApproval: type.id == "derm")
            }
        }
    }

    private func book(_ clinic: TestClinic, _ type: AppointmentType.ID, by caller: Caller) async throws
        -> Appointment
    {
        let practitioner: Practitioner.ID = type == "derm" ? "laurent" : "okafor"
        return try await BookAppointment(clinic.scheduling)(
            .init(type: type, patient: "pt-1", place: .slot(practitioner, start: clinic.at("10:00", day: 1))),
            by: caller)
    }

    @Test func `what a patient books of such a type waits for approval and keeps its time`() async throws {
        let clinic = try await clinic()
        let pending = try await book(clinic, "derm", by: Self.patient)
        #expect(pending.status == .pending)
        await #expect(throws: BookingError.self) { try await book(clinic, "derm", by: clinic.staff) }
        let confirm = ConfirmAppointment(clinic.scheduling)
        await #expect(throws: BookingError.notPermitted(.approve, role: .patient)) {
            try await confirm(pending.id, by: Self.patient)
        }
        #expect(try await confirm(pending.id, by: clinic.staff).status == .booked)
    }

    @Test func `a bundle does not go round the approval`() async throws {
        let clinic = try await clinic()
        let steps = ["10:00", "14:00"].map {
            BookBundle.Step(
                type: "derm", patient: "pt-1", practitioner: "laurent", start: clinic.at($0, day: 1))
        }
        let booked = try await BookBundle(clinic.scheduling)(steps, by: Self.patient)
        #expect(booked.map(\.status) == [.pending, .pending])
    }

    @Test func `what staff book needs no approval`() async throws {
        let clinic = try await clinic()
        #expect(try await book(clinic, "derm", by: clinic.staff).status == .booked)
    }

    @Test func `patients change appointments until the cutoff, staff always`() async throws {
        let clinic = try await clinic()
        let booked = try await book(clinic, "visit", by: Self.patient)
        clinic.time.set(clinic.at("09:30", day: 1))
        let refusal = await #expect(throws: BookingError.self) {
            try await CancelAppointment(clinic.scheduling)(booked.id, by: Self.patient)
        }
        guard case .ruleBroken(.changeCutoff, _)? = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        await #expect(throws: BookingError.self) {
            try await RescheduleAppointment(clinic.scheduling)(
                booked.id, to: nil, at: clinic.at("15:00", day: 1), by: Self.patient)
        }
        #expect(
            try await CancelAppointment(clinic.scheduling)(booked.id, by: clinic.staff).status == .cancelled)
    }

    @Test func `a link opens its appointment until it ends, and no other text does`() async throws {
        let clinic = try await clinic()
        let booked = try await book(clinic, "visit", by: clinic.staff)
        let links = UseLink(clinic.scheduling)
        let (token, expiry) = try await links.make(booked.id, by: clinic.staff)
        #expect(expiry >= booked.range.end)
        let opened = try await links.open(token)
        #expect(opened.appointment == booked)
        #expect(opened.caller.patients == ["pt-1"])
        for bad in [
            token + "a", "a" + token, token.uppercased(), "", "a.b.c",
            "\(booked.id).\(token.suffix(64))",
        ] {
            await #expect(throws: (any Error).self, "\(bad)") { try await links.open(bad) }
        }
        clinic.time.set(booked.range.end)
        await #expect(throws: LinkError.expired) { try await links.open(token) }
    }

    @Test func `a link lives as long as the appointment it moved`() async throws {
        let clinic = try await clinic()
        let booked = try await book(clinic, "visit", by: clinic.staff)
        let links = UseLink(clinic.scheduling)
        let (token, expiry) = try await links.make(booked.id, by: clinic.staff)
        let moved = try await RescheduleAppointment(clinic.scheduling)(
            booked.id, to: nil, at: clinic.at("09:20", day: 50), by: links.open(token).caller)
        try await links.prolong(moved)
        #expect(moved.range.start > expiry)
        clinic.time.set(moved.range.start - 60)
        #expect(try await links.open(token).appointment == moved)
    }

    @Test func `pages hold everything once and in order`() async throws {
        let clinic = try await clinic()
        for (index, time) in ["09:00", "09:20", "09:40", "10:00", "10:20"].enumerated() {
            try await clinic.book("visit", "okafor", time, for: Patient.ID("pt-\(index + 1)"))
            try await clinic.book("visit", "weber", time, for: Patient.ID("pt-\(index + 11)"))
        }
        let list = ListAppointments(clinic.scheduling)
        for limit in 1...11 {
            var (seen, cursor): ([Appointment], AppointmentCursor?) = ([], nil)
            repeat {
                let page = try await list(.init(), after: cursor, limit: limit)
                seen += page.items
                cursor = page.next.flatMap { AppointmentCursor($0.text) }
            } while cursor != nil
            #expect(Set(seen.map(\.id)).count == 10)
            #expect(seen.map(\.range.start) == seen.map(\.range.start).sorted())
        }
        #expect(try await list(.init(patients: ["pt-1", "pt-11"]), after: nil, limit: 9).items.count == 2)
        #expect(try await list(.init(patients: []), after: nil, limit: 9).items.isEmpty)
    }

    @Test func `a change of the clinic that was not read is refused`() async throws {
        let clinic = try await clinic()
        let change = ChangeClinic(clinic.scheduling)
        struct Old: Error {}
        let version = try await clinic.scheduling.read { transaction, _ in
            try transaction.version(of: .holidays)
        }
        _ = try await change(.holidays, "test", by: clinic.admin, check: { if $0 != version { throw Old() } })
        {
            clinic, _ in
            clinic.holidays = [Holiday(date: LocalDate(iso8601: "2026-03-09")!, name: "Flood")]
        }
        await #expect(throws: Old.self) {
            try await change(.holidays, "test", by: clinic.admin, check: { if $0 != version { throw Old() } })
            { _, _ in
            }
        }
        await #expect(throws: (any Error).self) {
            try await change(.location("main"), "test", by: clinic.admin) { clinic, _ in
                clinic.locations["main"] = Location(id: "main", name: "Main", zone: "Nowhere/Else")
            }
        }
    }

    @Test func `an absence that is taken back displaces nobody`() async throws {
        let clinic = try await clinic()
        try await clinic.book("visit", "okafor", "10:00", day: 3)
        let absences = RecordAbsence(clinic.scheduling)
        let range = TimeRange(start: clinic.at("00:00", day: 3), length: 1_440)
        let recorded = try await absences("okafor", range, because: "ill", by: clinic.admin)
        #expect(try await absences.show(recorded.absence.id).displaced.count == 1)
        try await absences.end(recorded.absence.id, by: clinic.admin)
        await #expect(throws: BookingError.unknown(kind: "absence", id: recorded.absence.id.rawValue)) {
            try await absences.show(recorded.absence.id)
        }
    }
}
