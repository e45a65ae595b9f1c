import ArgumentParser
import Foundation
import Book
import Exchange
import SchedulingService

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the clinic and its book as CSV files that import reads back.",
        discussion: "Example: slotwise export --out my-clinic"
    )

    @OptionGroup var book: BookOptions
    @Option(help: "Directory for the CSV files; made if missing.") var out: String

    func run() async throws {
        let sheets = try await Host.open(book.place, onlyReads: true) {
            try await ExportClinic($0.scheduling, people: $0.users)()
        }
        do {
            try FileManager.default.createDirectory(
                atPath: out, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw UsageError("--out: \(out) cannot be made")
        }
        for (kind, rows) in sheets {
            let text = rows.map { row in row.map { quoted(disarmed($0)) }.joined(separator: ",") + "\n" }
                .joined()
            do {
                try Data(text.utf8).write(
                    to: URL(fileURLWithPath: "\(out)/\(kind.rawValue).csv"), options: .atomic)
            } catch {
                throw UsageError("\(out)/\(kind.rawValue).csv: cannot be written")
            }
        }
        let terminal = Terminal()
        let left = ["accounts"] + ExportClinic.leavesOut.map(\.what)
        terminal.note("not in the sheets: \(left.joined(separator: ", ")); slotwise backup has everything")
        let counts = Dictionary(uniqueKeysWithValues: sheets.map { ($0.key.rawValue, $0.value.count - 1) })
        if book.json { return try terminal.json(counts) }
        for (sheet, count) in counts.sorted(by: { $0.key < $1.key }) {
            terminal.say("  \(sheet).csv  \(count) rows")
        }
    }

    /// A field that a spreadsheet would run as a formula gets an apostrophe in front, which import takes off; a telephone number
    /// is none.
    private func disarmed(_ field: String) -> String {
        guard let first = field.first, SheetFiles.formulaSigns.contains(first) else { return field }
        let isNumber = field.dropFirst().allSatisfy { $0.isNumber || " ().-/".contains($0) }
        return isNumber && first != "=" && first != "@" ? field : "'" + field
    }

    /// RFC 4180: quotes around a field that needs them, doubled inside.
    private func quoted(_ field: String) -> String {
        guard field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
        return "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
