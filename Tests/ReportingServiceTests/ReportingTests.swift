import Availability
import Book
import Booking
import Directory
import Domain
import Exchange
import Logging
import Rebalancing
import Reports
import SchedulingService
import ServiceContracts
import Storage
import Synchronization
import TestKit
import Testing
import UserService

@testable import ReportingService

/// Figures of a clinic in Paris whose book changes under them.
struct ReportingFixture: Sendable {
    let clinic: TestClinic
    let reporting: Reporting
    /// Whose patients were reminded.
    let reminders = TestReminders()
    private let store: TestStore

    init() async throws {
        clinic = try await TestClinic(patients: 8, keepsPeople: true)
        store = try TestStore("reports", migrations: ReportingMigrations.all, time: clinic.time)
        let contracts = SchedulingContracts(
            clinic.scheduling, jobs: PlanJobs(clinic.scheduling, solver: TestSolver(), clock: { 0 }),
            live: NoCopy())
        reporting = Reporting(
            database: NotedDatabase(store.database, of: "reports"), feed: contracts.feed,
            facts: contracts.facts, people: clinic.people!.users, reminders: reminders, zones: TestZones(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The same where somebody else tells the facts.
    func reporting(with facts: any VisitFacts) -> Reporting {
        Reporting(
            database: reporting.database, feed: reporting.feed, facts: facts, people: reporting.people,
            reminders: reminders, zones: TestZones(), logger: reporting.logger)
    }

    /// Takes visits of before over from a sheet.
    func importing(_ rows: [String: String]..., updating: Bool = false) async throws {
        let sheet = ImportSheet(
            file: "before.csv", kind: .pastVisits, rows: rows.enumerated().map { (line: $0 + 2, fields: $1) })
        _ = try await ImportClinic(clinic.scheduling, zones: TestZones(), people: clinic.people?.users)(
            [sheet], skippingBadRows: false, updating: updating, by: clinic.admin)
    }

    /// Says when a patient was born.
    func born(_ patient: Patient.ID, _ date: String) async throws {
        let users = clinic.people!.users
        let old = try #require(try await users.patients([patient]).first).patient
        let new = Patient(
            id: old.id, name: old.name, email: old.email, phone: old.phone,
            birthDate: LocalDate(iso8601: date), preferences: old.preferences)
        try await users.keep([new], by: clinic.admin)
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

/// Reminders that a test says were sent.
final class TestReminders: ReminderFacts {
    private let sent = Mutex<Set<Appointment.ID>>([])

    func send(_ appointment: Appointment.ID) { sent.withLock { _ = $0.insert(appointment) } }

    func reminded(_ starts: [Appointment.ID: Instant]) async throws -> [Appointment.ID: Bool] {
        let sent = sent.withLock { $0 }
        return Dictionary(uniqueKeysWithValues: starts.keys.map { ($0, sent.contains($0)) })
    }
}

/// Facts that were read a moment ago.
private struct OldFacts: VisitFacts {
    let facts: [VisitFact]
    let base: any VisitFacts

    func facts(_ ids: Set<Appointment.ID>) async throws -> [VisitFact] { facts }
    func appointments(of patients: Set<Patient.ID>) async throws -> Set<Appointment.ID> {
        try await base.appointments(of: patients)
    }
    func pastVisits(_ ids: Set<PastVisit.ID>) async throws -> [PastVisit] { try await base.pastVisits(ids) }
    func openDays(_ wish: OpenDaysWish) async throws -> [OpenDay] { try await base.openDays(wish) }
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
            switch number(12) {
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
            case 8:
                try await fixture.born(
                    Patient.ID("pt-\(number(8) + 1)"), "19\(10 + number(90))-03-0\(1 + number(9))")
            case 9:
                try await fixture.importing(
                    [
                        "id": "before-\(number(20))", "patient": "x-\(number(5))", "day": "2026-03-05",
                        "bookedOn": "2026-02-1\(number(10))", "status": ["fulfilled", "noshow"][number(2)],
                        "age": "\(number(99))",
                    ], updating: true)
            case 10 where !mine.isEmpty: fixture.reminders.send(mine[number(mine.count)])
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
        let ages = try await fixture.report([.appointments], by: [.age]).rows.map { $0.keys[0] }
        #expect(Set(["18-34", "35-49", "80+"]).isSubset(of: ages), "\(ages)")
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
            for measures in [ReportMeasure.allCases.prefix(8), ReportMeasure.allCases[8..<14]] {
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

    @Test func `visits of before are counted beside the clinic's own, and take nobody's time`() async throws {
        let fixture = try await ReportingFixture()
        let own = try await fixture.clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        let before = [
            "id": "4711", "patient": "theirs-1", "day": "2026-03-03", "bookedOn": "2026-02-20T08:12:00Z",
            "status": "noshow", "age": "62", "reminded": "yes", "practitioner": "okafor",
        ]
        try await fixture.importing(
            before,
            [
                "id": own.id.rawValue, "patient": "pt-1", "day": "2026-03-03", "bookedOn": "2026-03-03",
                "status": "fulfilled",
            ])
        try await fixture.reporting.catchUp()
        let all = try await fixture.report([.appointments, .patients, .missed, .missedShare])
        #expect(all.total.map(\.value) == [3, 2, 1, 0.5], "also one that has an appointment's id")
        let who = try await fixture.report([.appointments], by: [.practitioner])
        #expect(who.rows.map(\.names) == [[""], ["Dr Okafor"]])
        let bands = try await fixture.report(
            [.appointments], by: [.age, .lead, .reminded], only: [.init(.status, in: ["noshow"])])
        #expect(bands.rows.map(\.keys) == [["50-64", "8-14", "yes"]])
        try await fixture.importing(
            before.merging(["status": "fulfilled"]) { $1 }, updating: true)
        try await fixture.reporting.catchUp()
        #expect(try await fixture.report([.fulfilled, .missed]).total.map(\.value) == [2, 0])
        let slot = try await fixture.clinic.book("visit", "okafor", "09:20", day: 1, for: "pt-2")
        #expect(slot.status == .booked)
    }

    @Test func `patients are as old as their record says on the day of the visit`() async throws {
        let fixture = try await ReportingFixture()
        try await fixture.clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        try await fixture.clinic.book("visit", "okafor", "09:00", day: 2, for: "pt-1")
        try await fixture.reporting.catchUp()
        let ages = { try await fixture.report([.appointments], by: [.day, .age]).rows.map { $0.keys[1] } }
        #expect(try await ages() == ["", ""])
        try await fixture.born("pt-1", "2008-03-04")
        try await fixture.reporting.catchUp()
        #expect(try await ages() == ["0-17", "18-34"], "a birthday lies between them")
    }

    @Test func `of whoever was to come it is known whether they were reminded`() async throws {
        let fixture = try await ReportingFixture()
        let clinic = fixture.clinic
        let came = try await clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        let missed = try await clinic.book("visit", "okafor", "09:20", day: 1, for: "pt-2")
        let later = try await clinic.book("visit", "okafor", "09:20", day: 8, for: "pt-3")
        for visit in [came, later] { fixture.reminders.send(visit.id) }
        clinic.time.set(clinic.at("18:00", day: 1))
        _ = try await MarkArrived(clinic.scheduling)(came.id, by: clinic.staff)
        _ = try await FulfilAppointment(clinic.scheduling)(came.id, by: clinic.staff)
        _ = try await MarkNoShow(clinic.scheduling)(missed.id, by: clinic.staff)
        try await fixture.reporting.catchUp()
        let rows = try await fixture.report([.appointments], by: [.reminded, .status]).rows.map(\.keys)
        #expect(rows == [["", "booked"], ["no", "noshow"], ["yes", "fulfilled"]])
    }

    @Test func `utilisation is what is booked of the hours in which practitioners see people`() async throws {
        let fixture = try await ReportingFixture()
        let clinic = fixture.clinic
        try await clinic.book("visit", "okafor", "09:40", day: 0, for: "pt-1")
        try await clinic.book("visit", "okafor", "11:00", day: 1, for: "pt-2")
        let off = try await clinic.book("visit", "okafor", "11:20", day: 1, for: "pt-3")
        _ = try await CancelAppointment(clinic.scheduling)(off.id, by: clinic.staff)
        let away = TimeRange(start: clinic.at("00:00", day: 3), end: clinic.at("00:00", day: 5))
        _ = try await RecordAbsence(clinic.scheduling)("okafor", away, because: "ill", by: clinic.admin)
        try await fixture.reporting.catchUp()
        let week = {
            (dimensions: [ReportDimension], filters: [ReportDefinition.Filter], own: Practitioner.ID?) in
            let definition = try ReportDefinition(
                [.openHours, .utilisation], by: dimensions, from: LocalDate(iso8601: "2026-03-02")!,
                to: LocalDate(iso8601: "2026-03-08")!, only: filters)
            return try await MakeReport(fixture.reporting)(definition, of: own)
        }
        let who = try await week([.practitioner], [], nil)
        #expect(who.rows.map(\.names) == [["Dr Laurent"], ["Dr Okafor"], ["Dr Weber"]], "also the idle")
        #expect(who.rows.map { $0.values.map(\.value) } == [[35, 0], [21, 2.0 / 63], [35, 0]])
        #expect(who.total.map(\.value) == [91, 2.0 / 273])
        let own = try await week([.day], [], "okafor")
        #expect(own.rows.map { $0.values[0].value } == [7, 7, 7], "two days of illness are no open time")
        let open = try ReportDefinition(
            [.openHours], by: [], from: LocalDate(iso8601: "2026-03-02")!,
            to: LocalDate(iso8601: "2026-03-08")!)
        let whole = try await MakeReport(fixture.reporting)(open)
        #expect(whole.rows.map { $0.values.map(\.value) } == [[91]] && whole.total.map(\.value) == [91])
        try await fixture.importing(
            [
                "id": "1", "patient": "x", "day": "2026-03-02", "bookedOn": "2026-03-02",
                "status": "fulfilled",
                "practitioner": "okafor", "durationMinutes": "480",
            ])
        try await fixture.reporting.catchUp()
        #expect(try await week([], [], nil).total.map(\.value) == [91, 2.0 / 273], "of no time of day")
        let hours = try await week([.hour], [.init(.practitioner, in: ["okafor"])], nil)
        #expect(hours.rows.map(\.keys) == [[""], ["09"], ["10"], ["11"], ["13"], ["14"], ["15"], ["16"]])
        #expect(hours.rows[1].values.map(\.value) == [3, 1.0 / 9], "counted in the hour in which it begins")
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
        case .openHours, .utilisation: return nil
        }
    }
}
