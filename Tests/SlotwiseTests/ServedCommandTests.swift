import Foundation
import TestKit
import Testing

/// Commands on a clinic that a server has open.
@Suite(.serialized) struct ServedCommandTests {
    /// A small clinic that is served on a free port until the test is over.
    private final class Served {
        let data: String
        private let folder: TemporaryDirectory
        private let server: Process

        init() throws {
            folder = try TemporaryDirectory()
            // Longer than the address of a socket may be.
            data = folder.path + "/" + String(repeating: "clinic-", count: 20)
            #expect(try Program.run(["seed", "--size", "small", "--seed", "5", "--data", data]).status == 0)
            server = try Program.start(
                ["serve", "--port", "0", "--data", data], output: folder.path + "/out",
                errors: folder.path + "/err")
            let entrance = data + "/scratch/commands"
            while server.isRunning, !FileManager.default.fileExists(atPath: entrance) { sched_yield() }
        }

        func callAsFunction(_ arguments: String...) throws -> Program.Run {
            try Program.run(arguments + ["--data", data])
        }

        /// Ends it as an operator would, and says how it ended.
        func stop() -> Int32 {
            server.terminate()
            server.waitUntilExit()
            return server.terminationStatus
        }

        deinit { if server.isRunning { server.terminate() } }
    }

    @Test func `a booking made beside the server is the server's, and a clash is told as ever`() throws {
        let served = try Served()
        let found = try served("slots", "gp-return", "--json", "--limit", "1")
        let slot = try #require((try found.json()["items"] as? [[String: String]])?.first)
        let place = ["--practitioner", slot["practitioner"] ?? "", "--start", slot["start"] ?? ""]
        let booking = ["book", "gp-return", "--json", "--data", served.data] + place
        let booked = try Program.run(booking + ["--patient", "pt-1"])
        let id = try #require((try booked.json()["items"] as? [[String: Any]])?.first?["id"] as? String)
        #expect(booked.status == 0)
        let clash = try Program.run(booking + ["--patient", "pt-2"])
        #expect(clash.status == 1 && clash.errors.contains("is taken"))
        #expect(try served("cancel", id).status == 0)
        #expect(try served("cancel", "nobody").status == 2)
        #expect(try served("verify").status == 0)
        #expect(served.stop() == 0)
        #expect(try served("cancel", id).status == 1, "cancelled already, and nobody serves")
    }

    @Test func `sheets come in beside the server, from where they were named`() throws {
        let served = try Served()
        let folder = try TemporaryDirectory()
        #expect(try served("export", "--out", folder.path).status == 0)
        try "id,name\npt-new,Vera Mann\n".write(
            toFile: folder.path + "/patients.csv", atomically: true, encoding: .utf8)
        let tried = try served("import", folder.path, "--dry-run", "--json")
        #expect(try tried.json()["imported"] as? [String: Int] == ["patients": 1])
        #expect(try served("import", folder.path, "--json").output == tried.output)
        let again = try served("import", folder.path, "--json")
        #expect(try again.json()["imported"] as? [String: Int] == [:])
        try "id,name\nbad id!,Vera Mann\n".write(
            toFile: folder.path + "/patients.csv", atomically: true, encoding: .utf8)
        let refused = try served("import", folder.path)
        #expect(refused.status == 2 && refused.errors.contains("patients.csv:2: id: "))
    }

    @Test func `an account is made beside the server; what begins a book is not`() throws {
        let served = try Served()
        let made = try served("account", "add", "new@clinic.example", "--role", "planner", "--json")
        #expect(try made.json()["token"] is String)
        #expect(try served("account", "add", "new@clinic.example", "--role", "planner").status == 2)
        let seeded = try served("seed")
        #expect(seeded.status == 1 && seeded.errors.contains("is in use by another slotwise process"))
    }
}
