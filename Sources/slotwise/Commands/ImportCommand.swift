import ArgumentParser
import Domain
import Book
import Exchange
import SchedulingService

struct ImportCommand: ServedCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take a clinic over from CSV files; a bad row stops everything unless told otherwise.",
        discussion: """
            Examples:
              slotwise import my-clinic
              slotwise import exports --mapping columns.json --skip-bad-rows
              slotwise import my-clinic --update --dry-run

            The directory holds locations.csv, pools.csv, types.csv, practitioners.csv, lengths.csv, templates.csv,
            exceptions.csv, holidays.csv, absences.csv, carveOuts.csv, patients.csv, appointments.csv,
            consultations.csv and pastVisits.csv, as far as there are any. A row that says what is there already changes nothing. A mapping file fits other people's files and columns to ours; docs/file-formats.md shows both.
            """
    )

    struct Body: Encodable {
        let imported: [String: Int]
        let skipped: [String]
        let unchanged: [String: Int]
        let outsideWorkingTime: [String]
    }

    @OptionGroup var book: BookOptions
    @Argument(help: "Directory of the CSV files.") var directory: String
    @Option(help: "A JSON file that names other files and columns.") var mapping: String?
    @Flag(help: "Import the good rows although others are bad.") var skipBadRows = false
    @Flag(help: "Replace what an id names already.") var update = false
    @Flag(help: "Say what would be done, and do nothing.") var dryRun = false

    func run() async throws {
        let sheets = try SheetFiles(
            directory: Console.current.path(directory), mapping: mapping.map(Console.current.path)
        ).read()
        guard !sheets.isEmpty else {
            throw UsageError("\(directory): holds none of the files an import reads")
        }
        let report = try await Host.open(book.place, makesBook: true) {
            try await ImportClinic($0.scheduling, zones: $0.zones, people: $0.users)(
                sheets, skippingBadRows: skipBadRows, updating: update, isTrial: dryRun, by: book.caller)
        }
        let terminal = Terminal()
        report.skipped.forEach { terminal.note("skipped \($0)") }
        let outside = report.outsideWorkingTime
        if !outside.isEmpty {
            let shown = outside.prefix(10).map(\.rawValue).joined(separator: ", ")
            terminal.note("\(outside.count) appointments to come lie outside working hours: \(shown)")
        }
        if dryRun { terminal.note("nothing was imported: a dry run") }
        guard !book.json else {
            func named(_ counts: [ImportKind: Int]) -> [String: Int] {
                Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
            }
            return try terminal.json(
                Body(
                    imported: named(report.imported), skipped: report.skipped.map(\.description),
                    unchanged: named(report.unchanged),
                    outsideWorkingTime: report.outsideWorkingTime.map(\.rawValue)))
        }
        var table = Table("sheet", ">rows", ">unchanged")
        for kind in ImportKind.allCases where (report.imported[kind] ?? report.unchanged[kind]) != nil {
            table.add(
                kind.rawValue, "\(report.imported[kind] ?? 0)", "\(report.unchanged[kind] ?? 0)")
        }
        table.show(on: terminal)
    }
}
