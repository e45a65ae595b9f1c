public import Domain
import Directory
import Booking
public import Book
public import Exchange
import SchedulingService
public import Storage

/// A clinic in Paris on Monday 2 March 2026, 08:00, with an empty book in a directory of its own.
///
/// Dr Okafor and Dr Weber see patients Monday to Friday 09:00–12:00 and 13:00–17:00; Dr Laurent is a dermatologist. A `visit` takes 20
/// minutes, `derm` 30 with 5 before and 10 after, and the clinic's only laser.
public final class TestClinic: Sendable {
    private let store: TestStore
    public let scheduling: Scheduling
    public let time: FixedTime
    /// The patients' records, where a test wants them; the book knows of patients all the same.
    public let people: TestPeople?
    public let staff = Caller(name: "reception", role: .receptionist)
    public let admin = Caller(name: "admin", role: .administrator)

    public init(
        patients: Int = 20, at instant: String = "2026-03-02T07:00:00Z", keepsPeople: Bool = false,
        _ change: (inout Clinic) -> Void = { _ in }
    ) async throws {
        time = FixedTime(instant)
        people = keepsPeople ? try TestPeople(at: time) : nil
        store = try TestStore("scheduling", migrations: SchedulingMigrations.all, time: time)
        scheduling = Scheduling(
            database: NotedDatabase(store.database, of: "scheduling"), zones: TestZones(),
            ids: CountedIdentifiers(), people: people?.users
        )
        var clinic = Self.paris
        change(&clinic)
        try await Self.fill(scheduling, clinic, patients, people)
    }

    /// The book's own.
    public var database: any Storage.Database { store.database }

    private static func fill(
        _ scheduling: Scheduling, _ clinic: Clinic, _ patients: Int, _ people: TestPeople?
    ) async throws {
        let caller = Caller(name: "fixture", role: .administrator)
        try await ReplaceClinic(scheduling)(clinic, by: caller)
        let rows = (1...patients).map { number in
            (
                line: number + 1,
                fields: ["id": "pt-\(number)", "name": "Patient \(number)", "phone": "+49 30 55500\(number)"]
            )
        }
        let sheet = ImportSheet(file: "fixture", kind: .patients, rows: rows)
        _ = try await ImportClinic(scheduling, zones: TestZones(), people: people?.users)(
            [sheet], skippingBadRows: false, by: caller)
    }

    /// Monday 2 March 2026 plus `days`, at a wall-clock time in Paris (winter: UTC + 1).
    public func at(_ time: String, day days: Int = 0) -> Instant {
        let local = LocalTime(time)!
        let midnight = Instant(rfc3339: "2026-03-01T23:00:00Z")!
        return midnight + Minutes(days * 1_440 + local.minuteOfDay)
    }

    @discardableResult
    public func book(
        _ type: AppointmentType.ID = "visit", _ practitioner: Practitioner.ID = "okafor", _ time: String,
        day: Int = 1,
        for patient: Patient.ID = "pt-1", key: String? = nil
    ) async throws -> Appointment {
        let place = BookAppointment.Place.slot(practitioner, start: at(time, day: day))
        return try await BookAppointment(scheduling)(
            .init(type: type, patient: patient, place: place), by: staff, key: key
        )
    }

    public func verify() async throws -> VerifyBook.Report { try await VerifyBook(scheduling)() }

    public func count(_ table: String) async throws -> Int {
        try await database.read { try $0.rows(SQL(stringLiteral: "SELECT count(*) FROM \(table)"))[0].int(0) }
    }

    /// The clinic described above.
    public static var paris: Clinic {
        let people: [(Practitioner.ID, String, Set<String>)] = [
            ("okafor", "Dr Okafor", ["gp"]), ("weber", "Dr Weber", ["gp"]),
            ("laurent", "Dr Laurent", ["derm"]),
        ]
        let hours = [LocalTimeRange("09:00-12:00")!, LocalTimeRange("13:00-17:00")!]
        let from = LocalDate(iso8601: "2025-01-01")!
        return Clinic(
            locations: [Location(id: "main", name: "Main", zone: "Europe/Paris")],
            pools: [
                ResourcePool(
                    id: "laser", location: "main", kind: .equipment, purpose: "laser", members: ["laser 1"])
            ],
            types: [
                AppointmentType(
                    id: "visit", name: "Visit", length: AppointmentLength(duration: 20), skill: "gp"),
                AppointmentType(
                    id: "derm", name: "Laser",
                    length: AppointmentLength(duration: 30, bufferBefore: 5, bufferAfter: 10), skill: "derm",
                    purposes: ["laser"]
                ),
            ],
            practitioners: people.map { Practitioner(id: $0.0, name: $0.1, location: "main", skills: $0.2) },
            templates: people.flatMap { person in
                Weekday.allCases.prefix(5).flatMap { weekday in
                    hours.map {
                        WeeklyTemplate(practitioner: person.0, weekday: weekday, hours: $0, validFrom: from)
                    }
                }
            }
        )
    }
}
