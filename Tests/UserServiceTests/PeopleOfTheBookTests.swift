import StorageSQLite
import Book
import Booking
import Directory
import Domain
import Exchange
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import UserService

/// What the book knows of patients, and how it comes to know it.
@Suite struct PeopleOfTheBookTests {
    private let upkeep = Caller(name: "upkeep", role: .administrator)

    private func register(_ id: Patient.ID, in clinic: TestClinic, wishing half: Preferences.TimeOfDay = .any)
        async throws
    {
        try await clinic.people!.users.keep(
            [Patient(id: id, name: "Nora", preferences: Preferences(timeOfDay: half))], by: clinic.staff)
    }

    private func known(_ id: Patient.ID, to clinic: TestClinic) async throws -> PatientReference? {
        try await clinic.database.read { transaction in try transaction.patients([id])[id] }
    }

    @Test func `somebody of whom no news has come is booked all the same, and nobody else is`() async throws {
        let clinic = try await TestClinic(keepsPeople: true)
        try await register("pt-new", in: clinic)
        #expect(try await known("pt-new", to: clinic) == nil)
        try await clinic.book("visit", "okafor", "10:00", for: "pt-new")
        #expect(try await known("pt-new", to: clinic)?.name == "Nora")
        await #expect(throws: BookingError.unknown(kind: "patient", id: "nobody")) {
            try await clinic.book("visit", "okafor", "11:00", for: "nobody")
        }
    }

    @Test func `news is taken once, in pages, by several at once`() async throws {
        let clinic = try await TestClinic(patients: 1, keepsPeople: true)
        let users = clinic.people!.users
        try await users.keep(
            (1...1_200).map { Patient(id: Patient.ID("n-\($0)"), name: "N \($0)") }, by: clinic.staff)
        let follow = FollowPeople(clinic.scheduling, people: users)
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 { group.addTask { try await follow() } }
            try await group.waitForAll()
        }
        #expect(try await clinic.count("patient") == 1_201)
        #expect(try await clinic.count("outbox WHERE event = 'patientRegistered'") == 1_200)
        try await register("n-1", in: clinic, wishing: .pm)
        try await follow()
        #expect(try await known("n-1", to: clinic)?.preferences.timeOfDay == .pm)
        #expect(try await clinic.count("outbox WHERE event = 'patientChanged'") == 1)
    }

    @Test func `older news changes nothing`() async throws {
        let clinic = try await TestClinic()
        let now = PatientRecord(Patient(id: "pt-1", name: "Now"), version: 5)
        let before = PatientRecord(Patient(id: "pt-1", name: "Before"), version: 4)
        let news = try await clinic.database.write { transaction in
            [try transaction.learn(now), try transaction.learn(before), try transaction.learn(now)]
        }
        #expect(news == [true, false, false])
        #expect(try await known("pt-1", to: clinic)?.name == "Now")
    }

    @Test func `somebody for whom nothing was booked is forgotten in both stores`() async throws {
        let clinic = try await TestClinic(keepsPeople: true)
        let (users, appointments) = (clinic.people!.users, BookAppointments(clinic.scheduling))
        let day = LocalDate(iso8601: "2026-03-09")!
        _ = try await JoinWaitlist(clinic.scheduling)("pt-2", for: "visit", on: day...day, by: clinic.staff)
        let registry = Registry(users, appointments: appointments)
        #expect(try await registry.forget("pt-2", by: upkeep))
        #expect(try await known("pt-2", to: clinic) == nil)
        #expect(try await !registry.knows("pt-2"))
        #expect(try await clinic.count("waitlist_entry") == 0)
        // The news of it, and of what came before it, brings nobody back.
        try await FollowPeople(clinic.scheduling, people: users)()
        #expect(try await known("pt-2", to: clinic) == nil)
        #expect(try await registry.forget("pt-2", by: upkeep), "what is forgotten may be forgotten again")
    }

    @Test func `somebody who was booked stays, and so does their record`() async throws {
        let clinic = try await TestClinic(keepsPeople: true)
        try await clinic.book("visit", "okafor", "10:00", for: "pt-2")
        let registry = Registry(
            clinic.people!.users, appointments: BookAppointments(clinic.scheduling))
        #expect(try await !registry.forget("pt-2", by: upkeep))
        #expect(try await registry.knows("pt-2"))
        #expect(try await known("pt-2", to: clinic) != nil)
    }

    @Test func `somebody who is being forgotten cannot be booked anew, and one try more completes it`()
        async throws
    {
        let clinic = try await TestClinic(keepsPeople: true)
        let users = clinic.people!.users
        let crashing = Registry(
            users, appointments: CrashAfterForgetting(BookAppointments(clinic.scheduling)))
        await #expect(throws: CrashAfterForgetting.Crash.self) {
            _ = try await crashing.forget("pt-2", by: upkeep)
        }
        await #expect(throws: BookingError.unknown(kind: "patient", id: "pt-2")) {
            try await clinic.book("visit", "okafor", "10:00", for: "pt-2")
        }
        let registry = Registry(users, appointments: BookAppointments(clinic.scheduling))
        #expect(try await registry.forget("pt-2", by: upkeep))
        #expect(
            try await clinic.people!.database.read { try $0.rows("SELECT id FROM patient WHERE id = 'pt-2'") }
                .isEmpty)
    }

    @Test func `an import that is refused keeps nobody's record`() async throws {
        let clinic = try await TestClinic(keepsPeople: true)
        let rows = [["id": "pt-a", "name": "Ann"], ["id": "bad id", "name": "Bo"]]
        let sheet = ImportSheet(
            file: "patients.csv", kind: .patients, rows: rows.enumerated().map { (line: $0 + 2, fields: $1) })
        let importing = ImportClinic(
            clinic.scheduling, zones: TestZones(), people: clinic.people!.users)
        await #expect(throws: ImportRefused.self) {
            _ = try await importing([sheet], skippingBadRows: false, by: clinic.admin)
        }
        #expect(try await clinic.people!.users.patients(["pt-a"]).isEmpty)
        _ = try await importing([sheet], skippingBadRows: true, by: clinic.admin)
        #expect(try await clinic.people!.users.patients(["pt-a"]).map(\.version) == [1])
        #expect(try await known("pt-a", to: clinic)?.name == "Ann")
    }
}

/// The book forgets, and the process dies before anybody hears of it.
private struct CrashAfterForgetting: Appointments {
    struct Crash: Error {}
    private let book: BookAppointments

    init(_ book: BookAppointments) { self.book = book }

    func knows(_ practitioner: Practitioner.ID) async throws -> Bool { try await book.knows(practitioner) }
    func knows(_ location: Location.ID) async throws -> Bool { try await book.knows(location) }
    func sees(_ practitioner: Practitioner.ID, _ patient: Patient.ID) async throws -> Bool {
        try await book.sees(practitioner, patient)
    }
    func away(_ practitioners: Set<Practitioner.ID>) async throws -> [Practitioner.ID: Instant] { [:] }
    func forget(_ patient: Patient.ID) async throws -> Bool {
        _ = try await book.forget(patient)
        throw Crash()
    }
    func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws {
        try await book.endLinks(madeBy: maker, to: patient)
    }
}
