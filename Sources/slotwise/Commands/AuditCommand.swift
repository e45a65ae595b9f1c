import ArgumentParser
import Platform
import Storage
import StorageSQLite

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check that nobody changed the record of what was done.",
        discussion: """
            Example: slotwise audit verify --data clinic
            Rows are sealed within seconds, so the last may not be yet. Note the heads that it prints elsewhere: whoever can
            rewrite a whole store can rewrite its hashes too.
            """,
        subcommands: [Verify.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recompute the chain of hashes of every service.")
        @OptionGroup var book: BookOptions

        func run() async throws {
            var verdicts: [(String, AuditTrail.Verdict)] = []
            try book.place.requireBook()
            for store in ServiceStore.allCases {
                let database = try book.place.reading(store)
                defer { database.close() }
                verdicts.append((store.rawValue, try await AuditReader(store.rawValue, database).verify()))
            }
            let terminal = Terminal()
            if book.json {
                try terminal.json(ListBody(items: verdicts.map(VerdictBody.init)))
            } else {
                var table = Table("service", ">rows", ">sealed", "head", "verdict")
                for (service, verdict) in verdicts {
                    table.add(
                        service, "\(verdict.entries)", "\(verdict.sealed)", String(verdict.head.prefix(16)),
                        verdict.faults.isEmpty ? "whole" : verdict.faults.prefix(3).joined(separator: "; "))
                }
                table.show(on: terminal)
            }
            guard verdicts.allSatisfy({ $0.1.faults.isEmpty }) else { throw ExitCode(1) }
        }
    }
}

private struct VerdictBody: Encodable {
    let service, head: String
    let entries, sealed: Int
    let faults: [String]

    init(_ service: String, _ verdict: AuditTrail.Verdict) {
        self.service = service
        head = verdict.head
        entries = verdict.entries
        sealed = verdict.sealed
        faults = verdict.faults
    }
}
