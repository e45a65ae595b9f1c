import Availability
import Book
import Booking
import Directory
import Domain
import Logging
import Rebalancing
import Reports
import SchedulingService
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import ReportingService

/// Figures of a clinic in Paris whose book changes under them.
struct ReportingFixture: Sendable {
    let clinic: TestClinic
    let reporting: Reporting
    private let store: TestStore

    init() async throws {
        clinic = try await TestClinic(patients: 8)
        store = try TestStore("reports", migrations: ReportingMigrations.all, time: clinic.time)
        let contracts = SchedulingContracts(
            clinic.scheduling, jobs: PlanJobs(clinic.scheduling, solver: TestSolver(), clock: { 0 }),
            live: NoCopy())
        reporting = Reporting(
            database: NotedDatabase(store.database, of: "reports"), feed: contracts.feed,
            facts: contracts.facts, zones: TestZones(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// A report of March.
    func report(
        _ measures: [ReportMeasure], by dimensions: [ReportDimension] = [],
        only filters: [ReportDefinition.Filter] = [], of own: Practitioner.ID? = nil
    ) async throws -> ReportBody {
        let definition = try ReportDefinition(
            measures, by: dimensions, from: LocalDate(iso8601: "2026-03-01")!,
            to: LocalDate(iso8601: "2026-03-31")!, only: filters)
        return try await MakeReport(reporting)(definition, of: own)
    }

    /// All rows as they are stored.
    func rows() async throws -> [SQLRow] {
        try await reporting.database.read { try $0.rows("SELECT * FROM visit ORDER BY id") }
    }
}

private struct NoCopy: LiveBook {
    func copy(into folder: String) async throws {}
}

/// Figures are what happened, however they were kept.
@Suite struct ReportingTests {
    @Test func `what was booked, came, stayed away and was cancelled is counted by month and by who`()
        async throws
    {
        let fixture = try await ReportingFixture()
        let clinic = fixture.clinic
        let patient = Caller(name: "two", role: .patient, patients: ["pt-2"])
        try await clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        let gone = try await clinic.book("visit", "okafor", "10:00", day: 1, for: "pt-2")
        try await clinic.book("visit", "weber", "10:00", day: 2, for: "pt-3")
        _ = try await CancelAppointment(clinic.scheduling)(gone.id, because: "ill", by: patient)
        try await fixture.reporting.catchUp()
        let all = try await fixture.report([.appointments, .cancelled, .cancelledShare, .hours])
        #expect(all.total.map(\.value) == [3, 1, 1.0 / 3, 40.0 / 60])
        #expect(all.rows.count == 1 && all.rows[0].keys.isEmpty)
        let who = try await fixture.report([.appointments, .patients], by: [.practitioner])
        #expect(who.rows.map(\.names) == [["Dr Okafor"], ["Dr Weber"]])
        #expect(who.rows.map { $0.values.map(\.value) } == [[2, 2], [1, 1]])
        let why = try await fixture.report(
            [.appointments], by: [.cancelledBy, .cancelReason], only: [.init(.status, in: ["cancelled"])])
        #expect(why.rows.map(\.keys) == [["patient", "ill"]])
        let own = try await fixture.report([.appointments], by: [.practitioner], of: "weber")
        #expect(own.rows.map(\.keys) == [["weber"]] && own.total.map(\.value) == [1])
    }

    @Test func `rows that were kept up to date are those that are made from scratch`() async throws {
        let fixture = try await ReportingFixture()
        let clinic = fixture.clinic
        var random = SeededRandom(seed: 15)
        func number(_ below: Int) -> Int { Int(random.next() % UInt64(below)) }
        var mine: [Appointment.ID] = []
        for step in 0..<120 {
            let (day, minute) = (number(10), 9 * 60 + 20 * number(9))
            let time = LocalTime(minuteOfDay: minute)!.description
            let practitioner: Practitioner.ID = number(2) == 0 ? "okafor" : "weber"
            switch number(6) {
            case 0 where !mine.isEmpty:
                _ = try? await CancelAppointment(clinic.scheduling)(
                    mine[number(mine.count)], because: ["ill", "busy"][number(2)], by: clinic.staff)
            case 1 where !mine.isEmpty:
                _ = try? await RescheduleAppointment(clinic.scheduling)(
                    mine[number(mine.count)], to: practitioner, at: clinic.at(time, day: day),
                    by: clinic.staff)
            case 2: clinic.time.advance(Minutes(number(600)))
            case 3 where step % 20 == 0:
                let span = TimeRange(start: clinic.at("00:00", day: 3), end: clinic.at("00:00", day: 4))
                _ = try? await RecordAbsence(clinic.scheduling)(
                    "okafor", span, because: "ill", by: clinic.admin)
            default:
                let patient = Patient.ID("pt-\(number(8) + 1)")
                if let booked = try? await clinic.book("visit", practitioner, time, day: day, for: patient) {
                    mine.append(booked.id)
                }
            }
            if number(4) == 0 { try await fixture.reporting.catchUp() }
        }
        try await fixture.reporting.catchUp()
        let kept = try await fixture.rows()
        try await CountVisits(fixture.reporting).again()
        #expect(try await fixture.rows() == kept && kept.count > 20)
    }

    @Test func `figures are what plain counting gives`() async throws {
        let fixture = try await ReportingFixture()
        let clinic = fixture.clinic
        for day in 1..<8 {
            for (slot, practitioner) in ["okafor", "weber"].enumerated() {
                _ = try? await clinic.book(
                    "visit", Practitioner.ID(practitioner), "1\(slot):00", day: day,
                    for: Patient.ID("pt-\(day)"))
            }
        }
        try await fixture.reporting.catchUp()
        let book = try await clinic.scheduling.read { transaction, _ in
            try transaction.appointments(
                Set(try transaction.rows("SELECT id FROM appointment").map { Appointment.ID(try $0.text(0)) })
            )
        }
        let days = try await fixture.report([.appointments], by: [.day, .practitioner])
        let zone = try TestZones().rules(for: "Europe/Paris")
        let plain = Dictionary(
            grouping: book, by: { ["\(zone.date(at: $0.range.start))", $0.practitioner.rawValue] }
        ).mapValues { Double($0.count) }
        #expect(book.count > 6)
        #expect(
            Dictionary(uniqueKeysWithValues: days.rows.map { ($0.keys, $0.values[0].value ?? 0) }) == plain)
        #expect(days.total[0].value == Double(book.count))
    }

    @Test func `a price that changes is in every row, also in those of before`() async throws {
        let fixture = try await ReportingFixture()
        let clinic = fixture.clinic
        try await clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        try await fixture.reporting.catchUp()
        let before = try await fixture.report([.bookedRevenue]).total[0].value
        _ = try await ChangeClinic(clinic.scheduling)(.type("visit"), "price", by: clinic.admin) {
            clinic, _ in
            let old = try #require(clinic.types["visit"])
            clinic.types["visit"] = AppointmentType(
                id: old.id, name: old.name, length: old.length, skill: old.skill, purposes: old.purposes,
                grid: old.grid, priceCents: old.priceCents + 700, limits: old.limits)
        }
        try await fixture.reporting.catchUp()
        #expect(try await fixture.report([.bookedRevenue]).total[0].value == before.map { $0 + 700 })
    }

    @Test func `a table says what the screen says, and no formula`() async throws {
        let report = ReportBody(
            from: LocalDate(iso8601: "2026-03-01")!, to: LocalDate(iso8601: "2026-03-31")!,
            dimensions: [.practitioner], columns: [.init(measure: .missedShare, unit: .share)],
            rows: [
                .init(keys: ["a"], names: ["=cmd|'x'!A1"], values: [.init(0.25)]),
                .init(keys: ["b"], names: ["Weber, \"Dr\""], values: [.init(nil)]),
            ], total: [.init(0.25)], asOf: 1)
        let lines = String(decoding: report.csv, as: UTF8.self)
        #expect(
            lines
                == "practitioner,missedShare\r\n'=cmd|'x'!A1,0.25\r\n\"Weber, \"\"Dr\"\"\",\r\ntotal,0.25\r\n"
        )
    }
}
