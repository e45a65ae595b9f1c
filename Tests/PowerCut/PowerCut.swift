import CPowerCut
import Domain
import Foundation
import Storage
import StorageSQLite
import TestKit

/// What is left after the power goes at a random call, with unsynced writes kept, dropped or torn.
///
/// A program of its own, because the disk it puts under SQLite is the whole process's: `power-cut [CUTS]`. Exit code 0
/// only if nothing acknowledged was lost at FULL, and the control at NORMAL did lose something.
@main
struct PowerCut {
    private struct Outcome: CustomStringConvertible {
        var cuts = 0
        var acknowledged = 0
        var lost = 0
        var corrupt = 0
        var halves = 0

        var description: String {
            "\(cuts) cuts, \(acknowledged) writes acknowledged, \(lost) lost, \(corrupt) corrupt files, \(halves) half writes"
        }
    }

    private static let migrations = [
        Migration(
            "ledger",
            [
                .table("CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"),
                .table("CREATE TABLE shadow (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"),
            ]
        )
    ]

    static func main() async throws {
        let cuts = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2_000
        let full = try await cut(times: cuts, .full)
        print("FULL    \(full)")
        let control = try await cut(times: max(20, cuts / 20), .normal)
        print("NORMAL  \(control)  (the control: it must lose some)")
        let isSound = full.lost == 0 && full.corrupt == 0 && full.halves == 0 && full.acknowledged > cuts
        guard isSound && control.lost > 0 else { exit(1) }
    }

    private static func cut(times: Int, _ synchronous: SQLiteDatabase.Synchronous) async throws -> Outcome {
        guard power_cut_install() == 0 else { throw CutFailed() }
        var outcome = Outcome()
        var random = SeededRandom(seed: 2_026)
        while outcome.cuts < times {
            let directory = try TemporaryDirectory()
            power_cut_arm(-1, 0)
            // Some cuts come on top of a database that is old enough to have been checkpointed.
            let before = try await fill(
                directory.path, synchronous, first: 0, count: random.below(3) * 20, &random, cutAfter: nil)
            let after = try await fill(
                directory.path, synchronous, first: 1_000, count: 40, &random,
                cutAfter: Int64(1 + random.below(120))
            )
            if after.wasCut { outcome.cuts += 1 }
            outcome.acknowledged += before.ids.count + after.ids.count
            try inspect(directory.path, acknowledged: before.ids + after.ids, &outcome)
        }
        return outcome
    }

    /// Writes entries, eight at a time, until all are in or the power is gone; returns those that were acknowledged.
    private static func fill(
        _ directory: String, _ synchronous: SQLiteDatabase.Synchronous, first: Int, count: Int,
        _ random: inout SeededRandom, cutAfter calls: Int64?
    ) async throws -> (ids: [Int], wasCut: Bool) {
        let database = try SQLiteDatabase(
            name: "ledger", directory: directory, migrations: migrations,
            time: FixedTime("2026-03-02T07:00:00Z"),
            synchronous: synchronous
        )
        if let calls { power_cut_arm(calls, random.next()) }
        var acknowledged: [Int] = []
        for start in stride(from: first, to: first + count, by: 8) where power_cut_happened() == 0 {
            let text = String(repeating: "x", count: 10 + random.below(900))
            acknowledged += await withTaskGroup(of: Int?.self) { group in
                for id in start..<start + 8 {
                    group.addTask {
                        try? await database.write { transaction in
                            try transaction.run("INSERT INTO entry (id, text) VALUES (\(id), \(text))")
                            try transaction.run("INSERT INTO shadow (id, text) VALUES (\(id), \(text))")
                            return id
                        }
                    }
                }
                return await group.reduce(into: []) { if let id = $1 { $0.append(id) } }
            }
        }
        database.close()
        let wasCut = power_cut_happened() != 0
        guard power_cut_restore() == 0 else { throw CutFailed() }
        return (acknowledged, wasCut)
    }

    private static func inspect(_ directory: String, acknowledged: [Int], _ outcome: inout Outcome) throws {
        let found = try Ledger.read("\(directory)/ledger.sqlite")
        // Forgets the files that reading opened.
        guard power_cut_restore() == 0 else { throw CutFailed() }
        if !found.isIntact { outcome.corrupt += 1 }
        outcome.lost += Set(acknowledged).subtracting(found.entries).count
        outcome.halves += found.entries.symmetricDifference(found.shadows).count
    }
}

/// The disk itself could not be set up or restored.
struct CutFailed: Error {}
