import Availability
import Domain
import Foundation
import TestKit
import Testing

/// Free time and slots around every transition from 2000 to 2040, against Python's zoneinfo counting minute by minute.
///
/// `SLOTWISE_ALL_ZONES=1` compares every zone of the machine instead of the listed ones.
@Suite struct ZoneOracleTests {
    static let zones = [
        "Europe/Paris", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Istanbul", "Europe/Moscow",
        "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Cairo", "Africa/Windhoek", "America/New_York",
        "America/Los_Angeles", "America/St_Johns", "America/Sao_Paulo", "America/Santiago",
        "America/Asuncion",
        "America/Havana", "America/Caracas", "America/Godthab", "Asia/Tehran", "Asia/Gaza", "Asia/Amman",
        "Asia/Kathmandu",
        "Asia/Pyongyang", "Asia/Kolkata", "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Apia",
        "Pacific/Auckland", "Pacific/Chatham", "Pacific/Fiji", "Antarctica/Troll", "UTC",
    ]

    private struct Facts: Decodable {
        let zone: String
        let days: [Day]

        struct Day: Decodable {
            let date: String
            let ranges: [[Int64]]
            let slots: [Int64]

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                date = try list.decode(String.self)
                ranges = try list.decode([[Int64]].self)
                slots = try list.decode([Int64].self)
            }
        }
    }

    @Test func `free time and slots equal the oracle's on both sides of every transition`() throws {
        let isAll = ProcessInfo.processInfo.environment["SLOTWISE_ALL_ZONES"] == "1"
        let zones = isAll ? try Self.allZones() : Self.zones
        #expect(zones.count >= 25)
        let lines = try Self.oracle(zones).split(separator: "\n")
        #expect(lines.count == zones.count)
        var differences: [String] = []
        var days = 0
        for line in lines {
            let facts = try JSONDecoder().decode(Facts.self, from: Data(line.utf8))
            let rules = try TestZones().rules(for: facts.zone)
            for day in facts.days {
                days += 1
                let ours = Self.facts(rules, try #require(LocalDate(iso8601: day.date)))
                if ours.ranges != day.ranges {
                    differences.append("\(facts.zone) \(day.date) ranges \(ours.ranges) \(day.ranges)")
                }
                if ours.slots != day.slots { differences.append("\(facts.zone) \(day.date) slots") }
            }
        }
        #expect(differences.isEmpty, "\(differences.count) of \(days): \(differences.prefix(5))")
        #expect(days > 1_000)
    }

    private static func facts(_ zone: ZoneRules, _ date: LocalDate) -> (ranges: [[Int64]], slots: [Int64]) {
        let practitioner = Practitioner(id: "p", name: "P", location: "l", skills: [])
        let hours = ["00:00-05:30", "09:00-12:00", "22:15-24:00"].map { LocalTimeRange($0)! }
        let clinic = Clinic(
            templates: hours.flatMap { hours in
                Weekday.allCases.map {
                    WeeklyTemplate(practitioner: "p", weekday: $0, hours: hours, validFrom: date)
                }
            }
        )
        let free = WorkingTime(of: practitioner, in: clinic, zone: zone).on(date)
        let starts = SlotStarts(length: AppointmentLength(duration: 20), grid: 15).starts(
            in: free, zone: zone)
        return (
            free.ranges.map { [$0.start.secondsSince1970, $0.end.secondsSince1970] },
            starts.map(\.secondsSince1970)
        )
    }

    private static func oracle(_ zones: [String]) throws -> String {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "zone_oracle.py")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script.path] + zones
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }

    private static func allZones() throws -> [String] {
        let table = try String(contentsOfFile: "/usr/share/zoneinfo/tzdata.zi", encoding: .utf8)
        return table.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.first == "Z" && words.count > 1 ? String(words[1]) : nil
        }
    }
}
