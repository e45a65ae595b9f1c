import ArgumentParser
import AuthService
import Domain
import Foundation
import Book
import SchedulingService

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract:
            "Tell the whole story on a made-up clinic: suggest, book, clash, absence, plan, apply, verify.",
        discussion: """
            Examples:
              slotwise demo --seed 7
              slotwise demo --data demo-data --serve      # then opens the clinic to browsers; the next start finds it again
            """
    )

    @Option(help: "The same seed on the same day tells the same story.") var seed: UInt64 = 7
    @Option(help: "Keep the demo's book in this directory. Default: a temporary one.")
    var data: String?
    @Flag(help: "Serve the clinic afterwards, until Ctrl-C.") var serve = false
    @Option(help: "Port to serve on.") var port = 8080

    func run() async throws {
        let directory =
            data ?? NSTemporaryDirectory() + "slotwise-demo-\(ProcessInfo.processInfo.processIdentifier)"
        defer { if data == nil { try? FileManager.default.removeItem(atPath: directory) } }
        let isThere = FileManager.default.fileExists(atPath: "\(directory)/scheduling.sqlite")
        if !isThere || !serve {
            try await Host.open(
                StorePlace(directory: directory), opening: Host.withAccounts + [.notifications],
                makesBook: true
            ) {
                try await DemoStory($0, seed: seed, directory: directory).tell()
            }
        }
        if serve { return try await open(directory) }
        if let data { Terminal().note("the book is in \(data); try: slotwise agenda p-01 --data \(data)") }
    }

    private func open(_ directory: String) async throws {
        let terminal = Terminal()
        var table = Table("role", "e-mail", "password")
        for account in try DemoAccounts(directory: directory).recall().firstOfEachRole {
            table.add(account.role.rawValue, account.email, account.password)
        }
        // The demo's clinic is in its files, whatever the environment names.
        let settings = try await ServerSettings(
            .init(data: directory, store: "", port: port, logLevel: "warning"))
        try await Server(settings: settings).run { [table] address in
            terminal.say()
            terminal.say(terminal.bold("The clinic is open at http://\(address)"))
            table.show(on: terminal)
            terminal.note("Ctrl-C closes it; the data stays in \(directory)")
        }
    }
}
