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

    /// The same where somebody else tells the facts.
    func reporting(with facts: any VisitFacts) -> Reporting {
        Reporting(
            database: reporting.database, feed: reporting.feed, facts: facts, zones: TestZones(),
            logger: reporting.logger)
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

/// Facts that were read a moment ago.
private struct OldFacts: VisitFacts {
    let facts: [VisitFact]
    let base: any VisitFacts

    func facts(_ ids: Set<Appointment.ID>) async throws -> [VisitFact] { facts }
    func basis() async throws -> String { try await base.basis() }
    func names() async throws -> ClinicNames { try await base.names() }
}

private struct NoCopy: LiveBook {
    func copy(into folder: String) async throws {}
}

/// Figures are what happened, however they were kept.
@Suite struct ReportingTests {
    private func raisePrice(by cents: Int, in clinic: TestClinic) async throws {
        _ = try await ChangeClinic(clinic.scheduling)(.type("visit"), "price", by: clinic.admin) {
            clinic, _ in
            let old = try #require(clinic.types["visit"])
            clinic.types["visit"] = AppointmentType(
                id: old.id, name: old.name, length: old.length, skill: old.skill, purposes: old.purposes,
                grid: old.grid, priceCents: old.priceCents + cents, limits: old.limits)
        }
    }

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
        for step in 0..<300 {
            let (day, minute) = (number(10), 9 * 60 + 20 * number(9))
            let time = LocalTime(minuteOfDay: minute)!.description
            let practitioner: Practitioner.ID = number(2) == 0 ? "okafor" : "weber"
            switch number(10) {
            case 0 where !mine.isEmpty:
                _ = try? await CancelAppointment(clinic.scheduling)(
                    mine[number(mine.count)], because: ["ill", "busy"][number(2)], by: clinic.staff)
            case 1 where !mine.isEmpty:
                _ = try? await RescheduleAppointment(clinic.scheduling)(
                    mine[number(mine.count)], to: practitioner, at: clinic.at(time, day: day),
                    by: clinic.staff)
            case 2: clinic.time.advance(Minutes(number(720)))
            case 3 where step % 5 == 0:
                let span = TimeRange(start: clinic.at("00:00", day: 3), end: clinic.at("00:00", day: 4))
                _ = try? await RecordAbsence(clinic.scheduling)(
                    "okafor", span, because: "ill", by: clinic.admin)
            case 4 where !mine.isEmpty:
                _ = try? await MarkNoShow(clinic.scheduling)(mine[number(mine.count)], by: clinic.staff)
            case 5 where !mine.isEmpty:
                let id = mine[number(mine.count)]
                _ = try? await MarkArrived(clinic.scheduling)(id, by: clinic.staff)
                _ = try? await FulfilAppointment(clinic.scheduling)(id, by: clinic.staff)
            case 6 where !mine.isEmpty:
                _ = try? await MarkEnteredInError(clinic.scheduling)(
                    mine[number(mine.count)], by: clinic.staff)
            case 7 where step % 5 == 0:
                try await raisePrice(by: step, in: clinic)
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
        let states = try await fixture.report([.appointments], by: [.status]).rows.map { $0.keys[0] }
        #expect(Set(["booked", "cancelled", "fulfilled", "noshow"]).isSubset(of: states), "\(states)")
    }

    @Test func `figures are what plain counting gives`() async throws {
        let fixture = try await ReportingFixture()
        let clinic = fixture.clinic
        let own = Caller(name: "own", role: .patient, patients: ["pt-3"])
        let family = Caller(
            name: "family", role: .patient, patients: Set((1...4).map { Patient.ID("pt-\($0)") }))
        var mine: [Appointment.ID] = []
        for day in 0..<9 {
            for (slot, practitioner) in ["okafor", "weber"].enumerated() {
                let patient = Patient.ID("pt-\(day % 4 + 1)")
                if let booked = try? await clinic.book(
                    "visit", Practitioner.ID(practitioner), "1\(slot):00", day: day, for: patient)
                {
                    mine.append(booked.id)
                }
            }
        }
        let request = BookAppointment.Request(
            type: "visit", patient: "pt-3", place: .slot("weber", start: clinic.at("09:00", day: 8)))
        _ = try await BookAppointment(clinic.scheduling)(request, by: own)
        _ = try await CancelAppointment(clinic.scheduling)(mine[9], because: "ill", by: family)
        _ = try await CancelAppointment(clinic.scheduling)(
            mine[8], because: "Ms Meyer called", by: clinic.staff)
        clinic.time.set(clinic.at("18:00", day: 3))
        for (place, id) in mine.prefix(6).enumerated() {
            if place % 3 == 0 {
                _ = try await MarkNoShow(clinic.scheduling)(id, by: clinic.staff)
            } else {
                _ = try await MarkArrived(clinic.scheduling)(id, by: clinic.staff)
                _ = try await FulfilAppointment(clinic.scheduling)(id, by: clinic.staff)
            }
        }
        try await fixture.reporting.catchUp()
        let facts =
            try await fixture.reporting.facts.facts(Set(mine))
            + fixture.reporting.facts.facts(
                Set(
                    try await clinic.scheduling.read { transaction, _ in
                        try transaction.rows("SELECT id FROM appointment").map {
                            Appointment.ID(try $0.text(0))
                        }
                    }.filter { !mine.contains($0) }))
        #expect(facts.count > 14)
        for dimension in [ReportDimension.practitioner, .status, .lead, .bookedBy, .cancelReason] {
            for measures in [ReportMeasure.allCases.prefix(8), ReportMeasure.allCases.suffix(6)] {
                let report = try await fixture.report(Array(measures), by: [dimension])
                let groups = Dictionary(grouping: facts) { Plain.group($0, dimension) }
                #expect(Set(report.rows.map { $0.keys[0] }) == Set(groups.keys), "\(dimension)")
                for row in report.rows {
                    let group = groups[row.keys[0]] ?? []
                    for (measure, figure) in zip(measures, row.values) {
                        let plain = Plain.figure(measure, group)
                        #expect(
                            figure.value == plain || abs((figure.value ?? 0) - (plain ?? 9)) < 1e-9,
                            "\(measure) of \(row.keys)")
                    }
                }
                for (measure, figure) in zip(measures, report.total) {
                    let plain = Plain.figure(measure, facts)
                    #expect(abs((figure.value ?? 0) - (plain ?? 0)) < 1e-9, "\(measure) of all")
                }
            }
        }
        let bands = try await fixture.report([.appointments], by: [.lead]).rows.map { $0.keys[0] }
        #expect(bands == LeadBand.allCases.map(\.rawValue).filter(bands.contains), "\(bands)")
    }

    @Test func `whoever leaves is counted as ever, and so they are when they come back`() async throws {
        let fixture = try await ReportingFixture()
        let clinic = fixture.clinic
        try await clinic.book("visit", "weber", "10:00", day: 0, for: "pt-1")
        try await fixture.reporting.catchUp()
        clinic.time.set(clinic.at("12:00", day: 20))
        let weber = try #require(try await clinic.scheduling.clinic().clinic.practitioners["weber"])
        _ = try await ChangeClinic(clinic.scheduling)(.practitioner("weber"), "gone", by: clinic.admin) {
            clinic, _ in
            clinic.practitioners["weber"] = nil
            clinic.templates.removeAll { $0.practitioner == "weber" }
            clinic.carveOuts.removeAll { $0.practitioner == "weber" }
        }
        try await fixture.reporting.catchUp()
        #expect(
            try await fixture.report([.appointments], by: [.practitioner]).rows.map(\.keys) == [["weber"]])
        let kept = try await fixture.rows()
        try await CountVisits(fixture.reporting).again()
        #expect(try await fixture.rows() == kept)
        _ = try await ChangeClinic(clinic.scheduling)(.practitioner("weber"), "back", by: clinic.admin) {
            clinic, _ in clinic.practitioners["weber"] = weber
        }
        try await fixture.reporting.catchUp()
        let again = try await fixture.report([.appointments], by: [.location])
        #expect(again.rows.map(\.keys) == [[weber.location.rawValue]])
    }

    @Test func `rows that are read again come over no newer ones`() async throws {
        let fixture = try await ReportingFixture()
        let clinic = fixture.clinic
        let booked = try await clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        try await fixture.reporting.catchUp()
        let old = try await fixture.reporting.facts.facts([booked.id])
        _ = try await CancelAppointment(clinic.scheduling)(booked.id, by: clinic.staff)
        try await fixture.reporting.catchUp()
        let late = fixture.reporting(with: OldFacts(facts: old, base: fixture.reporting.facts))
        try await late.database.write { try $0.keep("refreshed-until", "1/") }
        try await late.catchUp()
        #expect(
            try await late.database.read { try $0.setting("refreshed-until") } == nil, "it was read again")
        #expect(try await fixture.report([.cancelled]).total.map(\.value) == [1])
    }

    @Test func `a price that changes is in every row, also in those of before`() async throws {
        let fixture = try await ReportingFixture()
        let clinic = fixture.clinic
        try await clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        try await fixture.reporting.catchUp()
        let before = try await fixture.report([.bookedRevenue]).total[0].value
        try await raisePrice(by: 700, in: clinic)
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

/// The same figures, counted one by one.
private enum Plain {
    static func group(_ fact: VisitFact, _ dimension: ReportDimension) -> String {
        let isCancelled = fact.status == .cancelled
        switch dimension {
        case .practitioner: return fact.practitioner.rawValue
        case .status: return fact.status.rawValue
        case .bookedBy: return fact.bookedBy.rawValue
        case .cancelReason: return isCancelled ? (fact.step?.reason == "ill" ? "ill" : "other") : ""
        case .lead:
            switch lead(fact) {
            case ...0: return "0"
            case 1...2: return "1-2"
            case 3...7: return "3-7"
            default: return "8-14"
            }
        default: return "?"
        }
    }

    /// Paris keeps an hour from UTC in these weeks.
    private static func lead(_ fact: VisitFact) -> Int {
        let day = { (instant: Instant) in (instant.secondsSince1970 + 3_600) / 86_400 }
        return Int(max(0, day(fact.range.start) - day(fact.bookedAt)))
    }

    static func figure(_ measure: ReportMeasure, _ facts: [VisitFact]) -> Double? {
        let count = { (test: (VisitFact) -> Bool) in Double(facts.count(where: test)) }
        let sum = { (amount: (VisitFact) -> Double) in facts.reduce(0) { $0 + amount($1) } }
        let all = Double(facts.count)
        let (came, missed, off) = (
            count { $0.status == .fulfilled }, count { $0.status == .noshow },
            count { $0.status == .cancelled }
        )
        switch measure {
        case .appointments: return all
        case .patients: return Double(Set(facts.map(\.patient)).count)
        case .fulfilled: return came
        case .missed: return missed
        case .cancelled: return off
        case .missedShare: return came + missed == 0 ? nil : missed / (came + missed)
        case .cancelledShare: return off / all
        case .ownBookings: return count { $0.bookedBy == .patient } / all
        case .movedByPlans: return count { $0.wasMovedByPlan } / all
        case .hours: return sum { $0.status == .cancelled ? 0 : Double($0.range.seconds) / 3_600 }
        case .leadDays: return sum { Double(lead($0)) } / all
        case .revenue: return sum { $0.status == .fulfilled ? Double($0.priceCents) : 0 }
        case .bookedRevenue: return sum { $0.status == .cancelled ? 0 : Double($0.priceCents) }
        case .lostRevenue: return sum { $0.status == .noshow ? Double($0.priceCents) : 0 }
        }
    }
}
