import StoragePostgres
import Domain
import Foundation
import Book
import SchedulingService
import Storage
import TestKit

/// 200 bookers on the same 50 starts, doing everything one can do to a book, until killed.
///
/// `race DIRECTORY SECONDS SEED [FAULT]...`: opens the book in DIRECTORY (seeding it the first time), lets the bookers loose, and
/// writes what each asked and was answered to `DIRECTORY/clients.log`, one line before and one after. A run that
/// follows a kill sends every request again that was not answered, with the same key. `judge.py` reads only that log
/// and the database. A ``PlantedFault`` is for `scripts/planted-faults` only. With `SLOTWISE_TEST_ENGINE=postgres` three instances
/// share a schema of the test's server, and what is there at the end is copied to DIRECTORY for the judge.
@main
struct RaceDriver {
    static let bookers = 200

    static func main() async throws {
        let arguments = CommandLine.arguments
        let faults = arguments.dropFirst(4).map(PlantedFault.init)
        guard arguments.count >= 4, !faults.contains(nil), let seconds = Double(arguments[2]),
            let seed = UInt64(arguments[3])
        else {
            FileHandle.standardError.write(Data("usage: race DIRECTORY SECONDS SEED [FAULT]...\n".utf8))
            exit(2)
        }
        let directory = arguments[1]
        let log = try ClientLog(path: directory + "/clients.log")
        let store = RaceStore(directory: directory, holding: faults.contains(.withoutRow) ? .free : .held)
        let databases = try store.open()
        var instances: [Scheduling] = []
        for var book in databases {
            for case let fault? in faults { book = try await fault.planted(in: book) }
            instances.append(Scheduling(database: book, zones: TestZones(), ids: RaceIdentifiers()))
        }
        try await RaceClinic.make(instances[0], patients: bookers)
        let until = Date().addingTimeInterval(seconds)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<bookers {
                let retries = log.unanswered.filter { $0.booker == number }
                let scheduling = instances[number % instances.count]
                group.addTask {
                    var booker = Booker(number: number, seed: seed, scheduling: scheduling, log: log)
                    for request in retries { await booker.send(request) }
                    while Date() < until { await booker.act() }
                }
            }
        }
        try await store.keep(databases[0])
        for database in databases { database.close() }
    }
}
