import Domain
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Book
@testable import Directory
@testable import Rebalancing

/// Each thing of the clinic is a row with a version of its own, and what is remembered is what is stored.
@Suite struct ClinicTablesTests {
    private let monday = LocalDate(iso8601: "2026-03-02")!

    /// Each row of each table, as the engine has it.
    private func tables(_ clinic: TestClinic) async throws -> [String: [SQLRow]] {
        try await clinic.database.read { transaction in
            [
                "location": try transaction.rows("SELECT * FROM location ORDER BY id"),
                "pool": try transaction.rows("SELECT * FROM pool ORDER BY id"),
                "appointment_type": try transaction.rows("SELECT * FROM appointment_type ORDER BY id"),
                "practitioner": try transaction.rows("SELECT * FROM practitioner ORDER BY id"),
                "hours": try transaction.rows("SELECT * FROM hours ORDER BY 1, 2, 3, 5"),
                "exception": try transaction.rows("SELECT * FROM exception ORDER BY 1, 2, 3"),
                "absence": try transaction.rows("SELECT * FROM absence ORDER BY id"),
                "carve_out": try transaction.rows("SELECT * FROM carve_out ORDER BY 1, 2, 3"),
                "holiday": try transaction.rows("SELECT * FROM holiday ORDER BY 1, 2"),
            ]
        }
    }

    @Test func `an absence is one row, and nothing else is written`() async throws {
        let clinic = try await TestClinic()
        let before = try await tables(clinic)
        let range = TimeRange(start: clinic.at("08:00", day: 3), length: 600)
        let absence = try await RecordAbsence(clinic.scheduling)(
            "okafor", range, because: "ill", by: clinic.admin)
        var after = try await tables(clinic)
        #expect(after["absence"]?.count == 1)
        after["absence"] = []
        #expect(after == before, "not even a version of another row")
        try await RecordAbsence(clinic.scheduling).end(absence.absence.id, by: clinic.admin)
        #expect(try await tables(clinic) == before)
    }

    @Test func `two administrators who read the same clinic change two things, and both are kept`()
        async throws
    {
        let clinic = try await TestClinic()
        let change = ChangeClinic(clinic.scheduling)
        struct Changed: Error {}
        let parts: [ClinicPart] = [
            .type("visit"), .practitioner("okafor"), .schedule("okafor"), .schedule("weber"), .holidays,
            .carveOuts, .location("main"),
        ]
        let read = try await clinic.scheduling.read { transaction, _ in
            try parts.map { ($0, try transaction.version(of: $0)) }
        }
        let changes: [@Sendable (inout Clinic) -> Void] = [
            { $0.types["visit"] = $0.types["visit"]?.lasting(AppointmentLength(duration: 25)) },
            {
                $0.practitioners["okafor"] = Practitioner(
                    id: "okafor", name: "Dr A. Okafor", location: "main", skills: ["gp"])
            },
            { $0.templates.removeAll { $0.practitioner == "okafor" && $0.weekday == .friday } },
            { $0.templates.removeAll { $0.practitioner == "weber" && $0.weekday == .monday } },
            { $0.holidays = [Holiday(date: LocalDate(iso8601: "2026-12-24")!, name: "Eve")] },
            {
                $0.carveOuts = [
                    CarveOut(
                        practitioner: "weber", weekday: .tuesday, hours: LocalTimeRange("09:00-10:00")!,
                        types: ["visit"], release: 90_000)
                ]
            },
            { $0.locations["main"] = Location(id: "main", name: "Centre", zone: "Europe/Paris") },
        ]
        var expected = try await clinic.scheduling.clinic().clinic
        for ((part, version), change_) in zip(read, changes) {
            _ = try await change(
                part, "test", by: clinic.admin, check: { if $0 != version { throw Changed() } }
            ) {
                clinic, _ in
                change_(&clinic)
            }
            change_(&expected)
        }
        let now = try await clinic.scheduling.clinic().clinic
        #expect(now == expected)
        for (part, version) in read {
            await #expect(throws: Changed.self, "\(part) was changed by another") {
                try await change(
                    part, "test", by: clinic.admin, check: { if $0 != version { throw Changed() } }
                ) {
                    _, _ in
                }
            }
        }
    }

    @Test(arguments: 1...6)
    func `what is remembered of a changing clinic is what another process reads`(seed: UInt64) async throws {
        let clinic = try await TestClinic()
        var random = SeededRandom(seed: seed)
        let other = Scheduling(database: clinic.database, zones: TestZones(), ids: CountedIdentifiers())
        for _ in 0..<12 {
            let (known, stored) = (try await clinic.scheduling.clinic(), try await other.clinic())
            let fresh = try await Scheduling(
                database: clinic.database, zones: TestZones(), ids: CountedIdentifiers()
            ).clinic()
            #expect(known.clinic == fresh.clinic && stored.clinic == fresh.clinic)
            for practitioner in fresh.clinic.practitioners.values {
                for day in 0..<9 {
                    let hours = fresh.workingTime(of: practitioner, on: monday + day)
                    #expect(known.workingTime(of: practitioner, on: monday + day) == hours)
                    #expect(stored.workingTime(of: practitioner, on: monday + day) == hours)
                }
            }
            try await ReplaceClinic(clinic.scheduling)(
                changed(fresh.clinic, using: &random), by: clinic.admin)
        }
    }

    /// The clinic with something added, changed or taken away, anywhere.
    private func changed(_ old: Clinic, using random: inout SeededRandom) -> Clinic {
        var clinic = old
        let day = monday + Int.random(in: 0..<9, using: &random)
        let hours = LocalTimeRange(
            ["08:00-12:00", "10:00-16:00", "13:00-18:00"].randomElement(using: &random)!)!
        let who = clinic.practitioners.keys.sorted().randomElement(using: &random)!
        switch Int.random(in: 0..<9, using: &random) {
        case 0: clinic.holidays.append(Holiday(date: day, name: "Closed"))
        case 1: clinic.holidays = []
        case 2:
            clinic.exceptions.append(
                ScheduleException(practitioner: who, date: day, hours: hours, effect: .close))
        case 3: clinic.exceptions.removeAll { $0.practitioner == who }
        case 4: clinic.templates.removeAll { $0.practitioner == who && $0.weekday == day.weekday }
        case 5:
            clinic.templates.append(
                WeeklyTemplate(practitioner: who, weekday: day.weekday, hours: hours, validFrom: monday))
        case 6:
            clinic.absences.append(
                Absence(
                    id: Absence.ID("a\(clinic.absences.count)"), practitioner: who,
                    range: TimeRange(start: Instant(rfc3339: "\(day)T08:00:00Z")!, length: 300), reason: "ill"
                ))
        case 7: _ = clinic.absences.popLast()
        default:
            clinic.practitioners[who] = Practitioner(
                id: who, name: "Dr \(day)", location: clinic.practitioners[who]!.location, skills: ["gp"])
        }
        return clinic
    }

    @Test func `a clinic that mentions nobody it has is refused by name`() async throws {
        let clinic = try await TestClinic()
        await #expect(throws: BookingError.unknown(kind: "practitioner", id: "nobody")) {
            try await ChangeClinic(clinic.scheduling)(.carveOuts, "test", by: clinic.admin) {
                clinic, _ in
                clinic.carveOuts = [
                    CarveOut(
                        practitioner: "nobody", weekday: .monday, hours: LocalTimeRange("09:00-10:00")!,
                        release: 60)
                ]
            }
        }
    }

    @Test func `an answer kept in the first format is given again`() async throws {
        let clinic = try await TestClinic()
        let request = try #require(IdempotentRequest("k", "f"))
        try await clinic.database.write { transaction in
            _ = try transaction.run(
                """
                INSERT INTO idempotency (key, fingerprint, outcome, at) VALUES ('k', 'f', \(Self.answer), 0)
                """)
        }
        let answer = try await clinic.database.write { try $0.answer(to: request) }
        #expect(answer?.map(\.id) == ["a1"])
        #expect(answer?.first?.busy == TimeRange(start: Instant(secondsSince1970: 1_000), length: 30))
        #expect(answer?.first?.overbookReason == nil)
    }

    /// As it was written when answers were first kept so; never to be changed.
    private static let answer = """
        {"appointments":[{"bookedAt":500,"busyFrom":1000,"busyUntil":2800,"end":2800,"id":"a1","isPinned":false,
        "patient":"pt-1","pools":["room"],"practitioner":"okafor","priority":"normal","start":1000,
        "status":"booked","type":"visit","version":1}],"format":1}
        """
}
