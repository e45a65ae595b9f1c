import ArgumentParser
import Logging
import Platform

struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Make plans and answer what-ifs for a clinic in PostgreSQL, on a machine of their own.",
        discussion: """
            Example: slotwise work --data worker-1 --store postgres://slotwise@db.clinic.example/slotwise
            It takes what is asked of any server. Servers started with SLOTWISE_WORK=off leave all of it to workers.
            """
    )

    @OptionGroup var book: BookOptions

    func run() async throws {
        let place = try book.place
        guard !place.isFiles else {
            throw UsageError("--store: a clinic in files is one process's; slotwise serve makes its plans")
        }
        try place.requireBook()
        let logger = Logger(label: "slotwise") { JSONLogs(label: $0, level: .info) }
        try await Worker(place: place, logger: logger).run {
            Terminal().note("slotwise: working; Ctrl-C gives back what is not done")
        }
    }
}
