import Storage
public import ArgumentParser
import AuthService
import Domain
import Directory
import Book
public import Exchange
import SchedulingService
import StorageSQLite

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
        let (summary, accounts) = try await Host.open(book.place, opening: Host.withAccounts, makesBook: true)
        {
            try await $0.seed(size, seed: seed, by: book.caller)
        }
        let terminal = Terminal()
        guard !book.json else { return try terminal.json(SeededBody(accounts: accounts, clinic: summary)) }
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
        var people = Table("role", "e-mail", "password")
        for account in accounts.firstOfEachRole {
            people.add(account.role.rawValue, account.email, account.password)
        }
        people.show(on: terminal)
        terminal.note(
            "next: slotwise serve \(try book.place.flag); --json prints all \(accounts.count) accounts")
    }
}

/// What was seeded, as JSON.
struct SeededBody: Encodable {
    let accounts: [SeedAccounts.Made]
    let clinic: SeedClinic.Summary
}

extension [SeedAccounts.Made] {
    var firstOfEachRole: [SeedAccounts.Made] {
        Role.allCases.compactMap { role in first { $0.role == role } }
    }
}

extension Host {
    /// Patients of a seeded clinic who can sign in.
    private static var patientsWithAccounts: Int { 20 }

    /// Makes a clinic with its book, and accounts to sign in with.
    func seed(
        _ size: SeedSize, seed: UInt64, by caller: Caller
    ) async throws -> (SeedClinic.Summary, [SeedAccounts.Made]) {
        let summary = try await SeedClinic(scheduling, zones: zones, people: users)(
            size, seed: seed, by: caller)
        let practitioners = try await scheduling.clinic().clinic.practitioners.keys.sorted()
        // pt-2 comes before pt-10.
        let patients = try await FindPatient(scheduling).all().map(\.id).sorted {
            ($0.rawValue.count, $0) < ($1.rawValue.count, $1)
        }.prefix(Self.patientsWithAccounts)
        let made = try await SeedAccounts(auth)(practitioners: practitioners, patients: Array(patients))
        return (summary, made)
    }
}

extension SeedSize: ExpressibleByArgument {}
