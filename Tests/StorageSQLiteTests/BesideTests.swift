import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing

/// A file that was closed is whole, and can be read beside the process that writes it.
@Suite struct BesideTests {
    private static let migrations = [
        Migration("0001-note", [.table("CREATE TABLE note (text TEXT NOT NULL)")])
    ]
    private let directory: TemporaryDirectory
    private let time = FixedTime("2026-03-02T07:00:00Z")

    init() throws { directory = try TemporaryDirectory() }

    private func open(_ name: String = "book") throws -> SQLiteDatabase {
        try SQLiteDatabase(name: name, directory: directory.path, migrations: Self.migrations, time: time)
    }

    private func reader() throws -> SQLiteDatabase {
        try SQLiteDatabase(
            reading: "book", directory: directory.path, migrations: Self.migrations, time: time)
    }

    private func add(_ text: String, to database: SQLiteDatabase) async throws {
        try await database.write { _ = try $0.run("INSERT INTO note (text) VALUES (\(text))") }
    }

    private func notes(in database: SQLiteDatabase) async throws -> [String] {
        try await database.read { try $0.rows("SELECT text FROM note ORDER BY text").map { try $0.text(0) } }
    }

    @Test func `a closed file alone holds everything`() async throws {
        let database = try open()
        for text in ["a", "b", "c"] { try await add(text, to: database) }
        #expect(database.close() == nil)
        let other = try TemporaryDirectory()
        try FileManager.default.copyItem(
            atPath: directory.path + "/book.sqlite", toPath: other.path + "/book.sqlite")
        let copy = try SQLiteDatabase(
            name: "book", directory: other.path, migrations: Self.migrations, time: time)
        #expect(try await notes(in: copy) == ["a", "b", "c"])
        #expect(try await copy.damage() == [])
        copy.close()
    }

    @Test func `a reader beside the writer sees what was committed and writes nothing`() async throws {
        let writer = try open()
        try await add("a", to: writer)
        let reader = try reader()
        #expect(try await notes(in: reader) == ["a"])
        try await add("b", to: writer)
        #expect(try await notes(in: reader) == ["a", "b"])
        await #expect(throws: StorageError.inUse(directory: directory.path)) {
            try await add("c", to: reader)
        }
        await #expect(throws: StorageError.self) { try await reader.requireWritable() }
        try reader.copy(to: directory.path + "/copy.sqlite")
        reader.close()
        try await writer.requireWritable()
        try await add("c", to: writer)
        writer.close()
        let copy = try open("copy")
        #expect(try await notes(in: copy) == ["a", "b"])
        copy.close()
    }

    @Test func `a reader wants the schema it knows`() async throws {
        try open().close()
        #expect(throws: StorageError.newerSchema(found: "0001-note")) {
            try SQLiteDatabase(reading: "book", directory: directory.path, migrations: [], time: time)
        }
        #expect(throws: StorageError.self) {
            try SQLiteDatabase(reading: "none", directory: directory.path, migrations: [], time: time)
        }
    }

    @Test func `a mark stays with the file and its copies`() async throws {
        // The lock goes with the object.
        do {
            let database = try open()
            #expect(try await database.mark() == 0)
            #expect(try await database.join(475_473, over: 0) == 475_473)
            #expect(try await database.join(1, over: 0) == 475_473, "nobody else's")
            try database.copy(to: directory.path + "/copy.sqlite")
            database.close()
        }
        for name in ["book", "copy"] {
            let again = try open(name)
            #expect(try await again.mark() == 475_473)
            again.close()
        }
    }
}
