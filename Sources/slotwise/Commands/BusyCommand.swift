import ArgumentParser
import Availability
import Domain
import Foundation
import ICalendar

struct BusyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "busy",
        abstract: "Show when calendar files (.ics) keep somebody busy.",
        discussion: """
            What an outside calendar of a practitioner blocks, without a clinic.

            Examples:
              slotwise busy holidays.ics --from 2026-12-01 --days 31 --zone Europe/Berlin
              curl -s https://calendar.example/private.ics | slotwise busy - --zone Europe/Berlin --json
            """
    )

    @Argument(help: "iCalendar files; - for standard input.") var files: [String]
    @Option(help: "First day, yyyy-mm-dd. Default: today.") var from: LocalDate?
    @Option(help: "How many days, 1 to 800.") var days = 31
    @Option(help: "Zone of times that name none, such as Europe/Berlin.") var zone = "UTC"
    @Flag(help: "Print JSON for programs.") var json = false

    struct Body: Encodable {
        let file: String
        let busy: [TimeRange]
    }

    func validate() throws {
        guard (1...800).contains(days) else {
            throw ValidationError("--days: \(days) is not allowed; it is 1 to 800")
        }
    }

    func run() async throws {
        let zones = SystemZones()
        let rules = try zones.rules(for: zone)
        let first = from ?? rules.date(at: SystemTime().now)
        guard let begin = rules.day(first)?.start, let end = rules.day(first + days)?.start else {
            throw UsageError("--from: \(first) has no such days in \(zone)")
        }
        let window = TimeRange(start: begin, end: end)
        let bodies = try files.map { file in
            do {
                let text = try CalendarText(try Self.bytes(of: file))
                let calendar = try BusyCalendar(text, within: window, in: rules) { name in
                    try? zones.rules(for: name)
                }
                return Body(file: file, busy: calendar.ranges)
            } catch let fault as CalendarFault {
                throw UsageError("\(file): \(fault)")
            }
        }
        let terminal = Terminal()
        guard !json else { return try terminal.json(ListBody(items: bodies)) }
        var table = Table("from", "to")
        for range in bodies.flatMap(\.busy) { table.add(text(range.start, rules), text(range.end, rules)) }
        table.show(on: terminal)
    }

    private func text(_ instant: Instant, _ rules: ZoneRules) -> String {
        let (date, second) = rules.wallClock(at: instant)
        return "\(date) \(LocalTime(minuteOfDay: second / 60).map { "\($0)" } ?? "")"
    }

    private static func bytes(of file: String) throws -> Data {
        let data =
            file == "-"
            ? try FileHandle.standardInput.readToEnd() : FileManager.default.contents(atPath: file)
        guard let data else {
            throw UsageError("\(file): cannot be read; give a file, or - for standard input")
        }
        return data
    }
}
