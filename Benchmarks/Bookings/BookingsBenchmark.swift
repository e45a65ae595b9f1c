import CRawLoop
import Domain
import Foundation
import Directory
import Booking
import Book
import Exchange
import SchedulingService
import Storage
import StoragePostgres
import StorageSQLite
import TestKit

/// Bookings per second with 64 concurrent bookers, against the same statements in a C loop with the same batching, round by round
/// in the same run: in a file at synchronous=FULL and, where `SLOTWISE_TEST_POSTGRES` names a server, there.
///
/// `swift run -c release bench-bookings [COUNT] [ROUNDS]` prints a markdown table; with PostgreSQL below
/// `python3 Tests/Service/postgres.py`.
@main
struct BookingsBenchmark {
    static let bookers = 64
    static let practitioners = 64

    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let count = numbers.first ?? 12_800
        let rounds = numbers.dropFirst().first ?? 5
        for engine in TestEngine.available {
            print("| \(count) bookings, \(bookers) bookers, \(engine) | slotwise /s | C loop /s | ratio |")
            print("|---|--:|--:|--:|")
            var ratios: [Double] = []
            for round in 1...rounds {
                let ours = Double(count) / (try await slotwise(count, on: engine))
                let raw = Double(count) / (try await cLoop(count, on: engine))
                ratios.append(ours / raw)
                print(String(format: "| round %d | %.0f | %.0f | %.2f |", round, ours, raw, ours / raw))
            }
            print(String(format: "| median | | | %.2f |\n", ratios.sorted()[rounds / 2]))
        }
    }

    private static let time = FixedTime("2026-03-02T07:00:00Z")
    private static let first = Instant(secondsSince1970: 1_772_496_000)  // 2026-03-03T00:00:00Z

    private static func slotwise(_ count: Int, on engine: TestEngine) async throws -> Double {
        let place = try Place(engine)
        let (scheduling, database) = try await clinic(place, patients: count)
        let booking = BookAppointment(scheduling)
        let caller = Caller(name: "benchmark", role: .administrator)
        let begin = ProcessInfo.processInfo.systemUptime
        try await withThrowingTaskGroup(of: Void.self) { group in
            for booker in 0..<bookers {
                group.addTask {
                    for number in stride(from: booker, to: count, by: bookers) {
                        let place = BookAppointment.Place.slot(
                            Practitioner.ID("p-\(number % practitioners)"),
                            start: first + Minutes(5 * (number / practitioners))
                        )
                        _ = try await booking(
                            .init(type: "visit", patient: Patient.ID("pt-\(number)"), place: place),
                            by: caller,
                            key: "key-\(number)"
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = ProcessInfo.processInfo.systemUptime - begin
        let report = try await VerifyBook(scheduling)()
        guard report.faults.isEmpty, report.occupying == count else { throw BenchmarkFault() }
        database.close()
        return seconds
    }

    private static func cLoop(_ count: Int, on engine: TestEngine) async throws -> Double {
        let place = try Place(engine)
        let (_, database) = try await clinic(place, patients: count)
        database.close()
        let (batch, people, from) = (Int32(bookers), Int32(practitioners), first.secondsSince1970)
        let seconds =
            switch engine {
            case .sqlite:
                raw_loop(place.directory.path + "/scheduling.sqlite", Int32(count), batch, people, from)
            case .postgres:
                postgres_loop(TestEngine.server ?? "", place.schema, Int32(count), batch, people, from)
            }
        guard seconds > 0 else { throw BenchmarkFault() }
        return seconds
    }

    /// Where the book of one measurement is.
    private struct Place {
        let directory: TemporaryDirectory
        let schema = "bench_" + UUID().uuidString.replacing("-", with: "").lowercased()
        let engine: TestEngine

        init(_ engine: TestEngine) throws {
            self.engine = engine
            directory = try TemporaryDirectory()
        }

        func open() throws -> any Storage.Database {
            switch engine {
            case .sqlite:
                try SQLiteDatabase(
                    name: "scheduling", directory: directory.path, migrations: SchedulingMigrations.all,
                    time: time)
            case .postgres:
                try PostgresDatabase(
                    TestEngine.server ?? "", schema: schema, migrations: SchedulingMigrations.all, time: time)
            }
        }
    }

    /// A clinic open around the clock, with as many patients as bookings.
    private static func clinic(
        _ place: Place, patients: Int
    ) async throws -> (Scheduling, any Storage.Database) {
        let database = try place.open()
        let scheduling = Scheduling(database: database, zones: TestZones(), ids: CountedIdentifiers())
        let caller = Caller(name: "benchmark", role: .administrator)
        let people = (0..<practitioners).map {
            Practitioner(id: Practitioner.ID("p-\($0)"), name: "P \($0)", location: "main", skills: ["gp"])
        }
        let clinic = Clinic(
            locations: [Location(id: "main", name: "Main", zone: "UTC")],
            types: [
                AppointmentType(
                    id: "visit", name: "Visit", length: AppointmentLength(duration: 5), skill: "gp")
            ],
            practitioners: people,
            templates: people.flatMap { person in
                Weekday.allCases.map {
                    WeeklyTemplate(
                        practitioner: person.id, weekday: $0, hours: .wholeDay,
                        validFrom: LocalDate(daysSince1970: 0)
                    )
                }
            }
        )
        try await ReplaceClinic(scheduling)(clinic, by: caller)
        let rows = (0..<patients).map { (line: $0 + 2, fields: ["id": "pt-\($0)", "name": "Patient \($0)"]) }
        _ = try await ImportClinic(scheduling, zones: TestZones())(
            [ImportSheet(file: "benchmark", kind: .patients, rows: rows)], skippingBadRows: false, by: caller
        )
        return (scheduling, database)
    }
}

/// A run that does not hold what it should is no measurement.
struct BenchmarkFault: Error {}
