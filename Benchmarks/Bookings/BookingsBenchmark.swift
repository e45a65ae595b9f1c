import CRawLoop
import Domain
import Foundation
import Directory
import Booking
import Book
import Exchange
import SchedulingService
import Storage
import StorageSQLite
import TestKit

/// Bookings per second at synchronous=FULL with 64 concurrent bookers, against the same statements in a C loop with the
/// same batching, round by round in the same run.
///
/// `swift run -c release bench-bookings [COUNT] [ROUNDS]` prints a markdown table.
@main
struct BookingsBenchmark {
    static let bookers = 64
    static let practitioners = 64

    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let count = numbers.first ?? 12_800
        let rounds = numbers.dropFirst().first ?? 5
        print("| \(count) bookings, \(bookers) bookers, FULL | slotwise /s | C loop /s | ratio |")
        print("|---|--:|--:|--:|")
        var ratios: [Double] = []
        for round in 1...rounds {
            let ours = Double(count) / (try await slotwise(count))
            let raw = Double(count) / (try await cLoop(count))
            ratios.append(ours / raw)
            print(String(format: "| round %d | %.0f | %.0f | %.2f |", round, ours, raw, ours / raw))
        }
        print(String(format: "| median | | | %.2f |", ratios.sorted()[rounds / 2]))
    }

    private static let time = FixedTime("2026-03-02T07:00:00Z")
    private static let first = Instant(secondsSince1970: 1_772_496_000)  // 2026-03-03T00:00:00Z

    private static func slotwise(_ count: Int) async throws -> Double {
        let directory = try TemporaryDirectory()
        let (scheduling, database) = try await clinic(directory.path, patients: count)
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

    private static func cLoop(_ count: Int) async throws -> Double {
        let directory = try TemporaryDirectory()
        let (_, database) = try await clinic(directory.path, patients: count)
        database.close()
        let path = directory.path + "/scheduling.sqlite"
        let seconds = raw_loop(
            path, Int32(count), Int32(bookers), Int32(practitioners), first.secondsSince1970)
        guard seconds > 0 else { throw BenchmarkFault() }
        return seconds
    }

    /// A clinic open around the clock, with as many patients as bookings.
    private static func clinic(_ path: String, patients: Int) async throws -> (Scheduling, SQLiteDatabase) {
        let database = try SQLiteDatabase(
            name: "scheduling", directory: path, migrations: SchedulingMigrations.all, time: time
        )
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
