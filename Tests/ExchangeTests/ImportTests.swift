import UserService
import ServiceContracts
import Domain
import Foundation
import Rebalancing
import Directory
import Booking
import Book
import Exchange
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite struct ImportTests {
    private let admin = Caller(name: "import", role: .administrator)

    private func sheet(_ kind: ImportKind, _ rows: [String: String]...) -> ImportSheet {
        ImportSheet(
            file: "\(kind.rawValue).csv", kind: kind,
            rows: rows.enumerated().map { (line: $0 + 2, fields: $1) }
        )
    }

    private var good: [ImportSheet] {
        [
            sheet(
                .appointments,
                [
                    "id": "a-1", "type": "visit", "practitioner": "p-1", "patient": "pt-1",
                    "start": "2026-03-03T09:00:00Z",
                    "status": "booked",
                ]),
            sheet(
                .patients, ["id": "pt-1", "name": "Ann"],
                ["id": "pt-2", "name": "Bo", "email": "bo@example.org"]),
            sheet(
                .templates,
                [
                    "practitioner": "p-1", "weekday": "Tuesday", "hours": "09:00-17:00",
                    "breaks": "12:00-13:00",
                    "validFrom": "2026-01-01",
                ]),
            sheet(.practitioners, ["id": "p-1", "name": "Dr One", "location": "main", "skills": "gp; derm"]),
            sheet(.types, ["id": "visit", "name": "Visit", "durationMinutes": "20", "skill": "gp"]),
            sheet(.locations, ["id": "main", "name": "Main", "zone": "Europe/Paris"]),
        ]
    }

    @Test func `sheets in any order become a clinic and a book`() async throws {
        let book = try BareBook()
        let scheduling = book.scheduling
        let report = try await book.importing(
            good, skippingBadRows: false, by: admin)
        #expect(
            report.imported[.patients] == 2 && report.imported[.appointments] == 1 && report.skipped.isEmpty)
        #expect(try await VerifyBook(scheduling)().faults == [])
        let entries = try await ShowAgenda(scheduling)("p-1", on: LocalDate(iso8601: "2026-03-03")!)
        #expect(entries.map(\.patient.name) == ["Ann"])
        withExtendedLifetime(book) {}
    }

    @Test func `the same sheets once more change nothing`() async throws {
        let book = try BareBook()
        let importing = book.importing
        _ = try await importing(good, skippingBadRows: false, by: admin)
        let before = try await book.scheduling.clinic().clinic
        let again = try await importing(good, skippingBadRows: false, by: admin)
        #expect(again.imported.isEmpty && again.unchanged.values.reduce(0, +) == 7)
        #expect(try await book.scheduling.clinic().clinic == before)
    }

    @Test func `another row of the same id replaces only where that is wanted, and a trial writes nothing`()
        async throws
    {
        let book = try BareBook()
        let importing = book.importing
        _ = try await importing(good, skippingBadRows: false, by: admin)
        let other = [sheet(.patients, ["id": "pt-1", "name": "Anna", "birthDate": "1990-01-31"])]
        func name() async throws -> String { try await FindPatient(book.scheduling)("pt-1").name }
        await #expect(throws: ImportRefused.self) {
            _ = try await importing(other, skippingBadRows: false, by: admin)
        }
        let trial = try await importing(
            other, skippingBadRows: false, updating: true, isTrial: true, by: admin)
        #expect(trial.imported == [.patients: 1])
        #expect(try await name() == "Ann")
        _ = try await importing(other, skippingBadRows: false, updating: true, by: admin)
        #expect(try await name() == "Anna")
    }

    @Test func `an id with blanks around it is no other id: nobody's record is replaced unasked`()
        async throws
    {
        let book = try BareBook()
        _ = try await book.importing(good, skippingBadRows: false, by: admin)
        await #expect(throws: ImportRefused.self) {
            _ = try await book.importing(
                [sheet(.patients, ["id": " pt-1 ", "name": "Anna"])], skippingBadRows: false, by: admin)
        }
        #expect(try await book.people.users.patients(["pt-1"]).map(\.patient.name) == ["Ann"])
    }

    @Test func `a visit outside working hours comes in and is listed`() async throws {
        let book = try BareBook()
        let late = sheet(
            .appointments,
            [
                "id": "a-2", "type": "visit", "practitioner": "p-1", "patient": "pt-2",
                "start": "2026-03-03T20:00:00Z", "status": "booked",
            ])
        let report = try await book.importing(
            good + [late], skippingBadRows: false, by: admin)
        #expect(report.outsideWorkingTime == ["a-2"])
    }

    @Test func `every bad row is told with file, line, field and rule, and nothing is imported`() async throws
    {
        let book = try BareBook()
        let scheduling = book.scheduling
        let bad = [
            sheet(
                .patients, ["id": "pt-1", "name": "Again"], ["id": "a b", "name": "x"],
                ["id": "pt-4", "name": "x", "email": "nobody"]),
            sheet(
                .appointments,
                [
                    "id": "a-2", "type": "visit", "practitioner": "p-1", "patient": "pt-2",
                    "start": "2026-03-03T09:10:00Z", "status": "booked",
                ],
                [
                    "id": "a-3", "type": "visit", "practitioner": "p-9", "patient": "pt-2",
                    "start": "2026-03-03T09:10:00Z", "status": "booked",
                ],
                [
                    "id": "a-4", "type": "visit", "practitioner": "p-1", "patient": "pt-2",
                    "start": "tomorrow", "status": "booked",
                ],
                [
                    "id": "a-5", "type": "visit", "practitioner": "p-1", "patient": "pt-2",
                    "start": "2026-03-03T10:00:00Z", "status": "done",
                ]
            ),
            sheet(.locations, ["id": "north", "name": "North", "zone": "Mars/Base"]),
            sheet(.types, ["id": "t", "name": "T", "durationMinutes": "-5", "skill": "gp"]),
            sheet(
                .templates,
                [
                    "practitioner": "p-1", "weekday": "Someday", "hours": "09:00-17:00",
                    "validFrom": "2026-01-01",
                ]),
        ]
        do {
            _ = try await book.importing(
                good + bad, skippingBadRows: false, by: admin)
            Issue.record("was imported")
        } catch let refused as ImportRefused {
            let faults = refused.faults.map { "\($0.file):\($0.line):\($0.field)" }
            #expect(
                faults == [
                    "locations.csv:2:zone", "types.csv:2:durationMinutes", "templates.csv:2:weekday",
                    "patients.csv:2:id",
                    "patients.csv:3:id", "patients.csv:4:email", "appointments.csv:2:start",
                    "appointments.csv:3:practitioner", "appointments.csv:4:start",
                    "appointments.csv:5:status",
                ]
            )
        }
        #expect(try await book.database.read { try $0.rows("SELECT * FROM patient").count } == 0)
        #expect(try await scheduling.clinic().clinic == Clinic())

        let report = try await book.importing(
            good + bad, skippingBadRows: true, by: admin)
        #expect(report.skipped.count == 10)
        #expect(report.imported[.patients] == 2 && report.imported[.appointments] == 1)
        #expect(try await VerifyBook(scheduling)().faults == [])
    }

    @Test func `what is exported is imported as it was`() async throws {
        let books = (try BareBook(), try BareBook())
        let (first, second) = books
        _ = try await SeedClinic(first.scheduling, zones: TestZones(), people: first.people.users)(
            .small, seed: 3, by: admin)
        let exported = try await first.exporting()
        let sheets = exported.map { kind, rows in
            ImportSheet(
                file: kind.rawValue, kind: kind,
                rows: rows.dropFirst().enumerated().map { index, cells in
                    (line: index + 2, fields: Dictionary(uniqueKeysWithValues: zip(rows[0], cells)))
                }
            )
        }
        _ = try await second.importing(sheets, skippingBadRows: false, by: admin)
        #expect(try await second.exporting() == exported)
        #expect(try await VerifyBook(second.scheduling)().faults == [])
        withExtendedLifetime(books) {}
    }

    @Test func `service times come back as figures, and set a type's length`() async throws {
        let book = try BareBook()
        let scheduling = book.scheduling
        let rows = [(1, 900), (1, 1_100), (2, 600), (3, 700), (4, 800)].map { visit, seconds in
            [
                "patient": "x", "session": "s\(visit % 2)", "visit": "\(visit)",
                "start": "9:00:\(seconds / 100)",
                "serviceSeconds": "\(seconds)",
            ]
        }
        let consultations = ImportSheet(
            file: "c.csv", kind: .consultations, rows: rows.enumerated().map { (line: $0 + 2, fields: $1) }
        )
        _ = try await book.importing(
            good + [consultations], skippingBadRows: false, by: admin)
        let learning = LearnLengths(scheduling)
        let history = try await learning.history()
        #expect(history.sessions == 2 && history.all.visits == 5)
        #expect(history.first.meanSeconds == 1_000 && history.later.meanSeconds == 700)
        #expect(history.first.plannedMinutes == 20 && history.later.plannedMinutes == 15)
        try await learning.set("visit", to: history.later.plannedMinutes, by: admin)
        #expect(try await scheduling.clinic().type("visit").length.duration == 15)
        withExtendedLifetime(book) {}
    }

    @Test func `a row that is skipped changes nothing of what was there`() async throws {
        let book = try BareBook()
        let importing = book.importing
        _ = try await importing(good, skippingBadRows: false, by: admin)
        let again = [
            sheet(.types, ["id": "visit", "name": "Other", "durationMinutes": "90", "skill": "gp"]),
            sheet(.locations, ["id": "main", "name": "Moved", "zone": "Asia/Tokyo"]),
            sheet(
                .pools,
                [
                    "id": "x", "location": "main", "kind": "room", "purpose": "x", "members": "Room 1;Room 1",
                ]),
        ]
        let before = try await book.scheduling.clinic().clinic
        let report = try await importing(again, skippingBadRows: true, by: admin)
        #expect(report.skipped.map(\.field) == ["zone", "members", "id"])
        #expect(try await book.scheduling.clinic().clinic == before)
    }

    @Test(arguments: [
        (["bookedOn": "2025-11-04"], "bookedOn"), (["day": "3.11.2025"], "day"), (["age": "-1"], "age"),
        (["age": "131"], "age"), (["status": "booked"], "status"), (["reminded": "1"], "reminded"),
        (["patient": "a b"], "patient"),
    ])
    func `a visit of before that nobody can have meant is named`(_ change: [String: String], _ field: String)
        async throws
    {
        let book = try BareBook()
        let row = [
            "id": "B1", "patient": "H1", "day": "2025-11-03", "bookedOn": "2025-11-03", "status": "noshow",
        ]
        let sheet = sheet(.pastVisits, row.merging(change) { $1 })
        let refused = await #expect(throws: ImportRefused.self) {
            _ = try await book.importing([sheet], skippingBadRows: false, by: admin)
        }
        #expect(refused?.faults.map(\.field) == [field])
        withExtendedLifetime(book) {}
    }

    @Test func `an overbook, an absence, wishes and history survive the way out and in`() async throws {
        let clinic = try await TestClinic(keepsPeople: true)
        try await clinic.book("derm", "laurent", "09:05")
        _ = try await OverbookAppointment(clinic.scheduling)(
            "derm", for: "pt-2", with: "laurent", at: clinic.at("09:00", day: 1), because: "fever",
            also: [.equipment], by: clinic.staff
        )
        let day = TimeRange(start: clinic.at("00:00", day: 3), end: clinic.at("00:00", day: 4))
        _ = try await RecordAbsence(clinic.scheduling)("okafor", day, because: "ill", by: clinic.admin)
        let exported = try await ExportClinic(clinic.scheduling, people: clinic.people!.users)()
        #expect(exported[.appointments]?.count == 3 && exported[.absences]?.count == 2)
        let book = try BareBook()
        let sheets = exported.map { kind, rows in
            ImportSheet(
                file: kind.rawValue, kind: kind,
                rows: rows.dropFirst().enumerated().map { index, cells in
                    (line: index + 2, fields: Dictionary(uniqueKeysWithValues: zip(rows[0], cells)))
                }
            )
        }
        _ = try await book.importing(
            sheets, skippingBadRows: false, by: admin)
        #expect(try await book.exporting() == exported)
    }

    @Test func `every table comes back from the sheets, or is named among what they leave out`() async throws
    {
        let clinic = try await TestClinic(keepsPeople: true)
        let patient = Caller(name: "pt-3", role: .patient, patients: ["pt-3"])
        try await clinic.book("derm", "laurent", "09:10")
        let anybody = BookAppointment.Request(
            type: "visit", patient: "pt-2",
            place: .anyPractitioner(start: clinic.at("10:00", day: 1), location: nil))
        _ = try await BookAppointment(clinic.scheduling)(anybody, by: clinic.staff)
        _ = try await BookAppointment(clinic.scheduling)(
            .init(type: "visit", patient: "pt-3", place: .slot("weber", start: clinic.at("11:00", day: 1))),
            by: patient, key: "asked-once-0001")
        let off = try await clinic.book("visit", "weber", "09:00", day: 2, for: "pt-4")
        _ = try await CancelAppointment(clinic.scheduling)(off.id, because: "ill", by: clinic.staff)
        let history = sheet(
            .consultations,
            ["patient": "H1", "session": "1", "visit": "1", "start": "08:31:40", "serviceSeconds": "900"])
        let before = sheet(
            .pastVisits,
            [
                "id": "B1", "patient": "H1", "day": "2025-11-03", "bookedOn": "2025-10-20",
                "status": "cancelled", "age": "44", "reminded": "no", "practitioner": "gone",
                "location": "old", "type": "x", "durationMinutes": "15", "priceCents": "4200",
                "bookedBy": "patient", "cancelledBy": "clinic", "cancelReason": "ill",
            ])
        _ = try await ImportClinic(clinic.scheduling, zones: TestZones(), people: clinic.people?.users)(
            [history, before], skippingBadRows: false, by: admin)

        let copy = try BareBook()
        _ = try await copy.importing(
            try await exported(clinic), skippingBadRows: false, by: admin)
        let kept = try await tables(of: clinic.database)
        let records = try await tables(of: clinic.people!.database)
        let engine = ["migration", "sqlite_sequence", "book"]
        let leftOut = ExportClinic.leavesOut.flatMap(\.tables)
        #expect(Set(leftOut).isSubset(of: Set(kept.keys).union(records.keys)))
        for (kept, copy) in [(kept, copy.database), (records, copy.people.database)] {
            let copied = try await tables(of: copy)
            for (table, rows) in kept where !(engine + leftOut).contains(table) {
                #expect(rows == copied[table], "\(table)")
            }
        }
        #expect(
            ["any_practitioner", "appointment", "consultation", "occupancy", "past_visit", "patient", "pool"]
                .allSatisfy {
                    kept[$0]?.isEmpty == false
                }, "there is something to lose")
    }

    private func exported(_ clinic: TestClinic) async throws -> [ImportSheet] {
        try await ExportClinic(clinic.scheduling, people: clinic.people!.users)().map { kind, rows in
            ImportSheet(
                file: "\(kind.rawValue).csv", kind: kind,
                rows: rows.dropFirst().enumerated().map { line, cells in
                    (line: line + 2, fields: Dictionary(uniqueKeysWithValues: zip(rows[0], cells)))
                })
        }
    }

    /// The rows of every table as text, sorted; stored JSON in one order of keys, no row's version, and no number
    /// that a sequence gave.
    private func tables(of database: any Storage.Database) async throws -> [String: [String]] {
        try await database.read { transaction in
            let names = try transaction.rows(TestEngine.chosen.tables).map { try $0.text(0) }
            return try Dictionary(
                uniqueKeysWithValues: names.map { name in
                    let columns = try transaction.rows(TestEngine.chosen.columns(of: name)).map {
                        try $0.text(0)
                    }.filter { $0 != "version" && !(name == "consultation" && $0 == "id") }
                    let query = SQL(
                        stringLiteral: "SELECT \(columns.joined(separator: ", ")) FROM \"\(name)\"")
                    return (name, try transaction.rows(query).map { "\($0.values.map(settled))" }.sorted())
                })
        }
    }

    private func settled(_ value: SQLValue) -> String {
        guard case .text(let text) = value, text.hasPrefix("{"),
            let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
            let data = try? JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
        else { return "\(value)" }
        return String(decoding: data, as: UTF8.self)
    }
}
