import ArgumentParser
import SchedulingService

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take a clinic over from CSV files; a bad row stops everything unless told otherwise.",
        discussion: """
            Examples:
              slotwise import my-clinic
              slotwise import exports --mapping columns.json --skip-bad-rows

            The directory holds locations.csv, pools.csv, types.csv, practitioners.csv, lengths.csv, templates.csv,
            exceptions.csv, holidays.csv, patients.csv, appointments.csv and consultations.csv, as far as there are
            any. A mapping file fits other people's files and columns to ours; docs/file-formats.md shows both.
            """
    )

    struct Body: Encodable {
        let imported: [String: Int]
        let skipped: [String]
    }

    @OptionGroup var book: BookOptions
    @Argument(help: "Directory of the CSV files.") var directory: String
    @Option(help: "A JSON file that names other files and columns.") var mapping: String?
    @Flag(help: "Import the good rows although others are bad.") var skipBadRows = false

    func run() async throws {
        let sheets = try SheetFiles(directory: directory, mapping: mapping).read()
        guard !sheets.isEmpty else {
            throw UsageError("\(directory): holds none of the files an import reads")
        }
        let report = try await Composition.open(book.directory, makesBook: true) {
            try await ImportClinic($0.scheduling, zones: $0.zones)(
                sheets, skippingBadRows: skipBadRows, by: book.caller)
        }
        let terminal = Terminal()
        report.skipped.forEach { terminal.note("skipped \($0)") }
        guard !book.json else {
            let imported = Dictionary(
                uniqueKeysWithValues: report.imported.map { ($0.key.rawValue, $0.value) })
            return try terminal.json(Body(imported: imported, skipped: report.skipped.map(\.description)))
        }
        var table = Table("sheet", ">rows")
        for kind in ImportKind.allCases { report.imported[kind].map { table.add(kind.rawValue, "\($0)") } }
        table.show(on: terminal)
    }
}
