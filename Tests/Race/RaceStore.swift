import Book
import Domain
import Foundation
import Storage
import StoragePostgres
import StorageSQLite
import TestKit

/// Where the book of a race is: a file of its directory, or a schema of the test's server that three instances share.
struct RaceStore {
    let directory: String
    let holding: BookLock.Holding

    private static let instances = 3

    /// One handle for each instance.
    func open() throws -> [any Database] {
        guard TestEngine.chosen == .postgres else { return [try file()] }
        let name = URL(fileURLWithPath: directory).lastPathComponent.lowercased()
        return try (0..<Self.instances).map { _ in
            try PostgresDatabase(
                TestEngine.server ?? "", schema: "race_" + name.filter { $0.isLetter || $0.isNumber },
                migrations: SchedulingMigrations.all, time: RaceTime(), holding: holding)
        }
    }

    /// Leaves what the judge reads: the rows in a file, and whether the server takes a row that overlaps another.
    func keep(_ database: any Database) async throws {
        guard TestEngine.chosen == .postgres else { return }
        let file = try file()
        defer { file.close() }
        try await database.copy(to: file)
        let said = try await takesOverlap(database) ? "accepted" : "refused"
        try Data(said.utf8).write(to: URL(fileURLWithPath: "\(directory)/raw-insert"))
    }

    private func file() throws -> SQLiteDatabase {
        try SQLiteDatabase(
            name: "scheduling", directory: directory, migrations: SchedulingMigrations.all, time: RaceTime())
    }

    /// The same visit once more, of another patient.
    private func takesOverlap(_ database: any Database) async throws -> Bool {
        do {
            try await database.write { transaction in
                _ = try transaction.run(
                    """
                    INSERT INTO appointment
                    SELECT 'raw', version, status, former_status, type_id, practitioner_id,
                        (SELECT id FROM patient WHERE id <> a.patient_id LIMIT 1), starts_at, ends_at, busy_from,
                        busy_until, pools, priority, is_pinned, booked_at, overbook_reason, series
                    FROM appointment AS a WHERE status = 'booked' AND overbook_reason IS NULL LIMIT 1
                    """)
            }
            return true
        } catch StorageError.constraint {
            return false
        }
    }
}
