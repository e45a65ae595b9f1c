import Availability
import Channels
import Domain
import Foundation
import Logging
import NotificationService
import ServiceContracts
import Storage
import StoragePostgres
import StorageSQLite
import TestKit

/// Tells the patients of a made-up book of everything, on a clock that jumps from one thing to the next, until all is over or it is killed.
///
/// `reminding DIRECTORY APPOINTMENTS SEED --mail PORT [--texts PORT] [--burst] [FAULT]`: goes on from where it was killed. What happens to
/// the book is in `DIRECTORY/chronicle.jsonl`; the servers at those ports write down what they took, and `Tests/Service/reminders.py`
/// judges by both. With `--texts` every other patient wants text messages. With `--burst` everything is booked at once, to see how
/// fast it goes. A fault is `hasty` (answers before it delivers, as if marked before it was sent), `stored` (visits as they once were)
/// or `twice`.
@main
struct RemindingDriver {
    private static let ahead = Minutes(60 * 1_440)

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4, let count = Int(arguments[2]), let seed = UInt64(arguments[3]) else {
            FileHandle.standardError.write(
                Data(
                    "usage: reminding DIRECTORY APPOINTMENTS SEED --mail PORT [--texts PORT] [--burst] [hasty|stored|twice]\n"
                        .utf8))
            exit(2)
        }
        let directory = arguments[1]
        let chronicle = Chronicle(
            appointments: count, seed: seed, isBurst: arguments.contains("--burst"))
        try write(chronicle, to: "\(directory)/chronicle.jsonl")
        let time = VirtualTime(path: "\(directory)/clock", beginning: Chronicle.begin)
        let database = try store(directory, time)
        let texts = try texts(arguments)
        let book = MadeUpBook(chronicle: chronicle, time: time, hasTexts: texts != nil)
        let notifications = Notifications(
            database: database, feed: book,
            visits: arguments.contains("stored") ? StoredVisits(book) : book, contacts: book,
            zones: try OneZone(), channels: try ways(arguments, texts),
            address: "https://clinic.example",
            logger: Logger(label: "reminding") { _ in SwiftLogNoOpLogHandler() })
        try await notifications.begin()
        while let next = try await next(after: time.now, chronicle, database) {
            try time.move(to: next)
            try await notifications.catchUp()
        }
        database.close()
    }

    /// When something happens, or is due, next; `nil` when all is over.
    private static func next(
        after now: Instant, _ chronicle: Chronicle, _ database: any Storage.Database
    ) async throws -> Instant? {
        let position = try await database.read { transaction in
            try transaction.first("SELECT position FROM feed_position WHERE feed = 'scheduling'")?.int(0) ?? 0
        }
        let event = position < chronicle.chapters.count ? chronicle.chapters[position].at : nil
        // What is not due yet is found by the index; what is, and is taken, are few.
        let due = try await database.read { transaction in
            [
                try transaction.first(
                    "SELECT min(taken_until) FROM notice WHERE state = 'waiting' AND due_at <= \(now) AND taken_until > \(now)"
                )?.optionalInt(0),
                try transaction.first(
                    "SELECT min(due_at) FROM notice WHERE state = 'waiting' AND due_at > \(now)")?
                    .optionalInt(0),
            ].compactMap(\.self).min()
        }
        guard let next = [event, due.map(Int64.init)].compactMap(\.self).min() else { return nil }
        return Instant(secondsSince1970: max(next, now.secondsSince1970))
    }

    /// The zone of the book, read once as a server does.
    private struct OneZone: ZoneSource {
        private let rules: ZoneRules

        init() throws { rules = try TestZones().rules(for: "Europe/Paris") }

        func rules(for zone: String) throws(ZoneError) -> ZoneRules { rules }
    }

    private static func store(_ directory: String, _ time: VirtualTime) throws -> any Storage.Database {
        guard TestEngine.chosen == .postgres else {
            return try SQLiteDatabase(
                name: "notifications", directory: directory, migrations: NotificationMigrations.all,
                time: time)
        }
        let name = URL(fileURLWithPath: directory).lastPathComponent.lowercased()
        return try PostgresDatabase(
            TestEngine.server ?? "", schema: "reminding_" + name.filter { $0.isLetter || $0.isNumber },
            migrations: NotificationMigrations.all, time: time)
    }

    private static func ways(
        _ arguments: [String], _ texts: (any Channel)?
    ) throws -> [ContactPreferencesBody.Channel: any Channel] {
        let fault = arguments.lazy.compactMap(FaultyChannel.Fault.init).first
        var ways: [ContactPreferencesBody.Channel: any Channel] = [:]
        ways[.email] = mail(arguments)
        ways[.sms] = texts
        return fault.map { fault in ways.mapValues { FaultyChannel(base: $0, fault: fault) } } ?? ways
    }

    private static func mail(_ arguments: [String]) -> (any Channel)? {
        guard let port = port(after: "--mail", arguments),
            let sender = MailSender("Clinic <desk@clinic.example>")
        else { return nil }
        return MailChannel(
            MailChannel.Server(url: "smtp://127.0.0.1:\(port)", sender: sender, requiresTLS: false))
    }

    private static func texts(_ arguments: [String]) throws -> (any Channel)? {
        try port(after: "--texts", arguments).map { port in
            try TextMessageChannel(.init(url: "http://127.0.0.1:\(port)/messages", from: "+15550100"))
        }
    }

    private static func port(after flag: String, _ arguments: [String]) -> String? {
        guard let place = arguments.firstIndex(of: flag), place + 1 < arguments.count else { return nil }
        return arguments[place + 1]
    }

    private static func write(_ chronicle: Chronicle, to path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let lines = try chronicle.chapters.map {
            String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n"
        }
        try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
