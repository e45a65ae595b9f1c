import ArgumentParser
import Book
import Exchange
import SchedulingService

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Check book and patients' records with code that shares nothing with booking; exit code 1 for a fault.",
        discussion: "Example: slotwise verify --data clinic"
    )

    struct Body: Encodable {
        let appointments, occupying, overbooks, holds, outsideWorkingTime: Int
        let doubled, faults: [String]
    }

    @OptionGroup var book: BookOptions

    func run() async throws {
        let report = try await Host.open(book.place, onlyReads: true) {
            let people = try await VerifyPeople($0.scheduling, people: $0.users)()
            return try await VerifyBook($0.scheduling)().adding(people)
        }
        let terminal = Terminal()
        if book.json {
            try terminal.json(
                Body(
                    appointments: report.appointments, occupying: report.occupying,
                    overbooks: report.overbooks,
                    holds: report.holds, outsideWorkingTime: report.outsideWorkingTime,
                    doubled: report.doubled,
                    faults: report.faults
                )
            )
        } else {
            report.show(on: terminal)
        }
        if !report.faults.isEmpty { throw ExitCode(1) }
    }
}

extension VerifyBook.Report {
    func show(on terminal: Terminal) {
        let verdict =
            faults.isEmpty
            ? terminal.good("sound: nobody is booked double") : terminal.bad("\(faults.count) faults")
        terminal.say(
            "  \(verdict), \(occupying) of \(appointments) appointments occupy time, \(overbooks) overbooks, \(holds) holds"
        )
        if outsideWorkingTime > 0 {
            terminal.say("  \(outsideWorkingTime) lie outside working time (displaced or overbooked)")
        }
        doubled.prefix(20).forEach { terminal.say("  overbooked: \($0)") }
        faults.prefix(20).forEach { terminal.say("  \($0)") }
    }
}
