import Book
import Storage
import StorageSQLite

/// A book by itself, whose patients nobody is told of: a copy for what-if questions, or one that is read back.
struct BookCopy: Sendable {
    let database: any Storage.Database
    let scheduling: Scheduling

    /// Opens or makes the book in `directory`.
    init(directory: String, time: any TimeSource = SystemTime()) throws {
        database = try ServiceStore.scheduling.open(directory, time: time)
        scheduling = Scheduling(database: database, zones: SystemZones(), ids: RandomIdentifiers())
    }
}
