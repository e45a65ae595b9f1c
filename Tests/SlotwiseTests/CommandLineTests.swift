import Foundation
import TestKit
import Testing

/// The program as people type it.
@Suite(.serialized) struct CommandLineTests {
    private func slotwise(_ arguments: String...) throws -> Program.Run { try Program.run(arguments) }

    private func run(_ arguments: [String]) throws -> Program.Run { try Program.run(arguments) }

    @Test func `help has examples and ends well, a typing error ends with 2`() throws {
        let help = try slotwise("--help")
        #expect(help.status == 0 && help.output.contains("slotwise demo"))
        for command in [["suggest", "--help"], ["plan", "solve", "--help"], ["proposal", "--help"]] {
            #expect(try run(command).status == 0)
        }
        let wrong = try slotwise("sugest")
        #expect(wrong.status == 2 && wrong.output.isEmpty && !wrong.errors.isEmpty)
        #expect(try slotwise("seed", "--size", "huge").status == 2)
        #expect(try slotwise("suggest", "gp-return", "--patient", "x", "--count", "99").status == 2)
    }

    @Test func `a backup is the clinic again, and one that was changed is refused`() throws {
        let folder = try TemporaryDirectory()
        let (data, backup, restored) = (
            folder.path + "/data", folder.path + "/backup", folder.path + "/restored"
        )
        #expect(try slotwise("seed", "--size", "small", "--seed", "7", "--data", data, "--json").status == 0)
        #expect(try slotwise("backup", backup, "--data", data).status == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: backup).sorted()
                == [
                    "auth.sqlite", "manifest.json", "messages.sqlite", "notifications.sqlite",
                    "reports.sqlite", "scenarios.sqlite",
                    "scheduling.sqlite", "users.sqlite",
                ])
        #expect(try slotwise("backup", backup, "--data", data).status == 2, "never over another")
        #expect(try slotwise("restore", backup, "--data", data).status == 2, "nor over a clinic")
        #expect(try slotwise("restore", backup, "--data", restored).status == 0)
        for (name, directory) in [("one", data), ("two", restored)] {
            #expect(
                try slotwise("export", "--out", folder.path + "/" + name, "--data", directory).status == 0)
        }
        for sheet in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/one") {
            #expect(
                FileManager.default.contentsEqual(
                    atPath: folder.path + "/one/" + sheet, andPath: folder.path + "/two/" + sheet), "\(sheet)"
            )
        }
        let book = URL(fileURLWithPath: backup + "/scheduling.sqlite")
        var bytes = try Data(contentsOf: book)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: book)
        let refused = try slotwise("restore", backup, "--data", folder.path + "/third")
        #expect(refused.status == 2 && refused.errors.contains("is not what was backed up"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/third"))
    }

    @Test func `what was exported comes in as it went out`() throws {
        let folder = try TemporaryDirectory()
        let (data, copy) = (folder.path + "/data", folder.path + "/copy")
        let (one, two) = (folder.path + "/one", folder.path + "/two")
        #expect(try slotwise("seed", "--size", "small", "--seed", "7", "--data", data, "--json").status == 0)
        #expect(try slotwise("export", "--out", one, "--data", data).status == 0)
        #expect(try slotwise("import", one, "--data", copy).status == 0)
        let again = try slotwise("import", one, "--data", copy, "--json")
        let counts = try #require(try again.json()["imported"] as? [String: Int])
        #expect(again.status == 0 && counts.isEmpty, "the same sheets again change nothing")
        #expect(try slotwise("export", "--out", two, "--data", copy).status == 0)
        for sheet in try FileManager.default.contentsOfDirectory(atPath: one) {
            #expect(
                FileManager.default.contentsEqual(
                    atPath: one + "/" + sheet, andPath: two + "/" + sheet), "\(sheet)")
        }
    }

    @Test func `a mistyped directory is no empty book, and a bad number no crash`() throws {
        let folder = try TemporaryDirectory()
        let missing = folder.path + "/typo"
        let run = try slotwise("verify", "--data", missing)
        #expect(run.status == 2 && run.errors.contains("there is no book in"))
        #expect(!FileManager.default.fileExists(atPath: missing))
        #expect(try slotwise("slots", "gp-return", "--limit=-5", "--data", missing).status == 2)
        #expect(
            try slotwise("book", "x", "--patient", "y", "--practitioner", "z", "--start", "t", "--weeks", "0")
                .status == 2)
    }

    @Test func `CSV that is not whole is refused`() throws {
        let folder = try TemporaryDirectory()
        for (text, word) in [
            ("id,name\npt-1,\"Ann\npt-2,Bo\n", "not closed"),
            ("id,name\npt-1,Ann,extra\n", "patients.csv:2: row: has 3 fields"),
        ] {
            try text.write(toFile: folder.path + "/patients.csv", atomically: true, encoding: .utf8)
            let run = try slotwise("import", folder.path, "--data", folder.path + "/clinic")
            #expect(run.status == 2 && run.errors.contains(word), "\(run.errors)")
        }
    }

    @Test func `a day at the front desk`() throws {
        let folder = try TemporaryDirectory()
        let data = folder.path + "/clinic"
        #expect(try slotwise("seed", "--data", data, "--size", "small", "--seed", "5").status == 0)
        let suggested = try slotwise(
            "suggest", "gp-return", "--patient", "pt-1", "--data", data, "--json", "--from", Self.tomorrow)
        let items = try #require(try suggested.json()["items"] as? [[String: Any]])
        let slot = try #require(items.first?["slot"] as? [String: String])
        let (practitioner, start) = (try #require(slot["practitioner"]), try #require(slot["start"]))

        let booking = ["book", "gp-return", "--practitioner", practitioner, "--start", start, "--data", data]
        let booked = try run(booking + ["--patient", "pt-1", "--key", "k", "--json"])
        #expect(booked.status == 0)
        let again = try run(booking + ["--patient", "pt-1", "--key", "k", "--json"])
        #expect(again.output == booked.output)
        let id = try #require((try booked.json()["items"] as? [[String: Any]])?.first?["id"] as? String)

        let clash = try run(booking + ["--patient", "pt-2"])
        #expect(clash.status == 1 && clash.errors.contains("free instead"))
        let over = try run(booking + ["--patient", "pt-2", "--overbook", "fever"])
        #expect(over.status == 0)

        let early = try slotwise("mark", id, "noshow", "--data", data)
        #expect(early.status == 1 && early.errors.contains("too-early"))
        #expect(try slotwise("cancel", id, "--data", data).status == 0)
        #expect(try slotwise("cancel", "nobody", "--data", data).status == 2)
        let verified = try slotwise("verify", "--data", data, "--json")
        #expect(verified.status == 0)
        #expect((try verified.json()["faults"] as? [String])?.isEmpty == true)
    }

    @Test func `a hold is placed, extended once, and given back once`() throws {
        let folder = try TemporaryDirectory()
        let data = folder.path + "/clinic"
        #expect(try slotwise("seed", "--data", data, "--size", "small", "--seed", "5").status == 0)
        let slots = try slotwise(
            "slots", "gp-return", "--data", data, "--from", Self.tomorrow, "--json", "--limit", "1")
        let slot = try #require((try slots.json()["items"] as? [[String: String]])?.first)
        let placed = try slotwise(
            "hold", "place", "gp-return", "--patient", "pt-1", "--practitioner", slot["practitioner"] ?? "",
            "--start",
            slot["start"] ?? "", "--data", data, "--json"
        )
        let hold = try #require(try placed.json()["id"] as? String)
        #expect(try slotwise("hold", "extend", hold, "--data", data).status == 0)
        #expect(try slotwise("hold", "extend", hold, "--data", data).status == 1)
        let released = try slotwise("hold", "release", hold, "--data", data, "--json")
        #expect(try released.json()["released"] as? String == hold)
        #expect(try slotwise("hold", "release", hold, "--data", data).status == 1)
    }

    @Test func `an absence from the first call to the applied plan`() throws {
        let folder = try TemporaryDirectory()
        let data = folder.path + "/clinic"
        #expect(try slotwise("seed", "--data", data, "--size", "small", "--seed", "5").status == 0)
        let added = try slotwise(
            "absence", "add", "p-02", "--from", Self.tomorrow, "--to", Self.tomorrow(plus: 9), "--data", data,
            "--json")
        let absence = try #require(try added.json()["id"] as? String)
        #expect((try added.json()["displaced"] as? [Any])?.isEmpty == false)
        let made = try slotwise("proposal", "make", absence, "--data", data, "--json", "--seconds", "5")
        let proposal = try #require(try made.json()["id"] as? String)
        #expect(try slotwise("proposal", "show", proposal, "--data", data).status == 0)
        #expect(try slotwise("proposal", "apply", proposal, "--data", data).status == 0)
        #expect(try slotwise("proposal", "apply", proposal, "--data", data).status == 1)
        #expect(try slotwise("absence", "list", "--data", data).output.contains(absence))
        #expect(try slotwise("verify", "--data", data).status == 0)
    }

    @Test func `a clinic goes out as CSV and comes in again`() throws {
        let folder = try TemporaryDirectory()
        let (data, copy, sheets) = (folder.path + "/a", folder.path + "/b", folder.path + "/sheets")
        _ = try slotwise("seed", "--data", data, "--size", "small")
        #expect(try slotwise("export", "--data", data, "--out", sheets).status == 0)
        #expect(try slotwise("import", sheets, "--data", copy).status == 0)
        #expect(try slotwise("verify", "--data", data).output == slotwise("verify", "--data", copy).output)
        let patients = sheets + "/patients.csv"
        let text = try String(contentsOfFile: patients, encoding: .utf8)
        try (text + "bad id!,Somebody,,\n").write(toFile: patients, atomically: true, encoding: .utf8)
        let refused = try slotwise("import", sheets, "--data", folder.path + "/c")
        #expect(refused.status == 2 && refused.errors.contains("patients.csv:302: id: "))
        #expect(try slotwise("import", sheets, "--data", folder.path + "/c", "--skip-bad-rows").status == 0)
    }

    @Test func `other people's columns are fitted by a mapping`() throws {
        let folder = try TemporaryDirectory()
        try "ID,Session,Visit.No,StartTime,ServTime\nH1,1,1,8:31:40,900\nH2,1,7,8:43:11,600\n"
            .write(toFile: folder.path + "/theirs.csv", atomically: true, encoding: .utf8)
        try """
        {"consultations": {"file": "theirs.csv", "columns": {"patient": "ID", "session": "Session", "visit": "Visit.No",
        "start": "StartTime", "serviceSeconds": "ServTime"}}}
        """.write(toFile: folder.path + "/mapping.json", atomically: true, encoding: .utf8)
        let data = folder.path + "/clinic"
        #expect(
            try slotwise("import", folder.path, "--mapping", folder.path + "/mapping.json", "--data", data)
                .status == 0)
        let history = try slotwise("history", "--data", data, "--json").json()
        #expect((history["first"] as? [String: Any])?["meanSeconds"] as? Double == 900)
        #expect(try slotwise("history", "--data", data, "--set", "nothing").status == 2)
    }

    @Test(arguments: [
        ("{", "not JSON"), ("{\"schema\": \"slotwise-problem/1\"}", "tickMinutes"), ("[NaN]", "not JSON"),
        (String(repeating: "[", count: 100_000), "not JSON"),
    ])
    func `a bad problem file gives one clear error and exit code 2`(text: String, word: String) throws {
        let folder = try TemporaryDirectory()
        let path = folder.path + "/problem.json"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let run = try slotwise("plan", "solve", path, "--out", folder.path + "/plan.json")
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains(word), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/plan.json"))
    }

    @Test func `200 MB of nonsense is refused unread`() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path + "/huge.json"
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.truncate(atOffset: 200 << 20)
        let run = try slotwise("plan", "solve", path)
        #expect(run.status == 2 && run.errors.contains("200 MiB"))
    }

    private static var tomorrow: String { tomorrow(plus: 0) }

    private static func tomorrow(plus days: Int) -> String {
        let formatter = DateFormatter()
        formatter.dateFormat = "yyyy-MM-dd"
        formatter.timeZone = TimeZone(identifier: "Europe/Berlin")
        return formatter.string(from: now.addingTimeInterval(Double(86_400 * (1 + days))))
    }

    /// The time that the program takes it to be, too.
    private static var now: Date {
        ProcessInfo.processInfo.environment["SLOTWISE_NOW"].flatMap { ISO8601DateFormatter().date(from: $0) }
            ?? Date()
    }
}
