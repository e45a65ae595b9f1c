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
    let database: SQLiteDatabase
    let scheduling: Scheduling
    let peopleDatabase: SQLiteDatabase
    let users: Users
    let zones = SystemZones()
    let solver = IsolatedSolver()

    /// Opens book and people in `directory`.
    init(directory: String) throws {
        try self.init(
            ServiceStore.scheduling.open(directory), people: ServiceStore.users.open(directory))
    }

    /// Opens book and people in `directory` to read them beside the process that writes.
    private init(reading directory: String) throws {
        try self.init(
            ServiceStore.scheduling.beside(directory), people: ServiceStore.users.beside(directory))
    }

    private init(_ database: SQLiteDatabase, people: SQLiteDatabase) {
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

    /// Closes the files; what could not be completed.
    func close() -> [any Error] {
        [database.close(), peopleDatabase.close()].compactMap(\.self)
    }

    /// Throws if `directory` holds no book.
    static func requireBook(in directory: String) throws {
        guard FileManager.default.fileExists(atPath: "\(directory)/\(ServiceStore.scheduling.file)") else {
            throw UsageError(
                "--data: there is no book in \(directory); make one with slotwise seed or slotwise import")
        }
    }

    /// Runs `body` on the book in `directory` and closes it whatever happens.
    ///
    /// Only commands that begin a book make one; everywhere else a missing book is a mistyped directory. What only reads goes
    /// on beside a server that has the book open.
    static func open<Value>(
        _ directory: String, makesBook: Bool = false, onlyReads: Bool = false,
        _ body: (Composition) async throws -> Value
    ) async throws -> Value {
        if let clinic = OpenClinic.current { return try await body(clinic.book) }
        if !makesBook { try requireBook(in: directory) }
        if onlyReads, let beside = try? Composition(reading: directory) {
            defer { _ = beside.close() }
            return try await body(beside)
        }
        let composition = try Composition(directory: directory)
        defer {
            for failure in composition.close() { Terminal().note("slotwise: \(failure)") }
        }
        try await composition.prepare()
        return try await body(composition)
    }
}
