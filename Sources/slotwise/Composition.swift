import Platform
import Foundation
import Book
import Directory
import SchedulingService
import Storage
import StorageSQLite
import UserService

/// The only place where ports meet adapters.
struct Composition: Sendable {
    let database: any Storage.Database
    let scheduling: Scheduling
    let peopleDatabase: any Storage.Database
    let users: Users
    let zones = SystemZones()
    let solver = IsolatedSolver()

    /// Opens book and people.
    init(_ place: StorePlace) throws {
        try self.init(place.open(.scheduling), people: place.open(.users))
    }

    /// Opens book and people to read them beside the process that writes.
    private init(reading place: StorePlace) throws {
        try self.init(place.beside(.scheduling), people: place.beside(.users))
    }

    private init(_ database: any Storage.Database, people: any Storage.Database) {
        self.database = database
        peopleDatabase = people
        users = Users(database: people, ids: RandomIdentifiers())
        scheduling = Scheduling(
            database: database, zones: zones, ids: RandomIdentifiers(), people: users)
    }

    /// Reads the clinic, and what the book has not heard of people yet.
    func prepare() async throws {
        try await scheduling.prepare()
        try await FollowPeople(scheduling, people: users)()
    }

    /// Returns when what was seen until now is in the trails; before the files close.
    func settle() async {
        await scheduling.readings.settle()
        await users.readings.settle()
    }

    /// Seals what was noted, as servers do all the time; what cannot be sealed now is by whoever opens the clinic next.
    private func seal() async {
        try? await database.sealAudit()
        try? await peopleDatabase.sealAudit()
    }

    /// Closes the stores; what could not be completed.
    func close() -> [any Error] {
        [database.close(), peopleDatabase.close()].compactMap(\.self)
    }

    /// Runs `body` on the book of `place` and closes it whatever happens.
    ///
    /// Only commands that begin a book make one; everywhere else a missing book is a mistyped directory. What only reads goes
    /// on beside a server that has the book open.
    static func open<Value>(
        _ place: StorePlace, makesBook: Bool = false, onlyReads: Bool = false,
        _ body: (Composition) async throws -> Value
    ) async throws -> Value {
        if let clinic = OpenClinic.current { return try await body(clinic.book) }
        if !makesBook { try place.requireBook() }
        if onlyReads, let beside = try? Composition(reading: place) {
            defer { _ = beside.close() }
            try await ClinicMark.requireFinished(beside.database, in: place)
            return try await body(beside)
        }
        let composition = try Composition(place)
        defer {
            for failure in composition.close() { Terminal().note("slotwise: \(failure)") }
        }
        try await ClinicMark.requireFinished(composition.database, in: place)
        try await composition.prepare()
        let value = try await body(composition)
        await composition.seal()
        return value
    }
}
