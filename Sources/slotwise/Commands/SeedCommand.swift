public import ArgumentParser
import Domain
public import SchedulingService

struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Make a clinic with patients and a book, calibrated to published figures.",
        discussion: "Example: slotwise seed --data clinic --size medium --seed 7"
    )

    @OptionGroup var book: BookOptions
    @Option(help: "small (5 practitioners), medium (20) or large (60).") var size: SeedSize = .medium
    @Option(help: "The same seed on the same day makes the same clinic.") var seed: UInt64 = 7

    func run() async throws {
        let summary = try await Composition.open(book.directory, makesBook: true) {
            try await SeedClinic($0.scheduling, zones: $0.zones)(size, seed: seed, by: book.caller)
        }
        let terminal = Terminal()
        guard !book.json else { return try terminal.json(summary) }
        var table = Table("", ">seeded", ">published")
        table.add("practitioners", "\(summary.practitioners)", "")
        table.add("patients", "\(summary.patients)", "")
        table.add("appointments", "\(summary.appointments)", "")
        table.add("booked for the same day", summary.sameDayShare.percent, "34.9 %")
        table.add("median lead", "\(summary.medianLeadDays) days", "4 days")
        table.add("ninth decile of lead", "\(summary.ninthDecileLeadDays) days", "30 days")
        table.add("nobody came", summary.noShowShare.percent, "20.2 %")
        table.add("mean consultation", "\(summary.meanMinutes.oneDecimal) min", "13.4 min")
        table.show(on: terminal)
    }
}

extension SeedSize: ExpressibleByArgument {}
