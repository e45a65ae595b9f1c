import Domain
import Foundation
import ServiceClients
import ServiceContracts
import TestKit
import Testing

/// The typed client against the real server: sign in, suggest, book, meet a refusal, move, cancel, plan.
@Suite struct SlotwiseClientTests {
    /// The program beside the tests, serving a seeded clinic on a free port until it is released.
    private final class Program: Sendable {
        let url: String
        let accounts: [[String: String]]
        private let process: Process
        private let directory: TemporaryDirectory

        init() async throws {
            directory = try TemporaryDirectory()
            let seeded = try Self.launch(["seed", "--size", "small", "--data", directory.path, "--json"])
            let output = try (seeded.standardOutput as? Pipe)?.fileHandleForReading.readToEnd() ?? Data()
            struct Seeded: Decodable { let accounts: [[String: String]] }
            accounts = try JSONDecoder().decode(Seeded.self, from: output).accounts
            process = try Self.launch(["serve", "--data", directory.path, "--port", "0"])
            let errors = (process.standardError as? Pipe)?.fileHandleForReading
            var address: String?
            while address == nil, let line = errors?.availableData, !line.isEmpty {
                address = String(decoding: line, as: UTF8.self).split(separator: "\n")
                    .first { $0.hasPrefix("slotwise: listening on ") }.map { String($0.dropFirst(23)) }
            }
            url = try #require(address)
        }

        deinit { process.terminate() }

        private static func launch(_ arguments: [String]) throws -> Process {
            let process = Process()
            let here = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            process.executableURL = here.appendingPathComponent("slotwise")
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(["SLOTWISE_RATE_LIMIT": "off"])
            { $1 }
            process.standardOutput = Pipe()
            process.standardError = Pipe()
            try process.run()
            return process
        }

        func client(_ role: String) async throws -> (SlotwiseClient, AccountBody) {
            let account = try #require(accounts.first { $0["role"] == role })
            let client = SlotwiseClient(url)
            let session = try await client.signIn(
                Credentials(
                    email: EmailAddress(account["email"] ?? "") ?? .sample,
                    password: Secret(account["password"] ?? "")))
            return (client.signedIn(session), session.account)
        }
    }

    @Test func `a patient books, meets a refusal with suggestions, moves and cancels`() async throws {
        let program = try await Program()
        let (client, account) = try await program.client("patient")
        let patient = try #require(account.patient)
        let suggestions = try await client.suggest(
            SuggestionWish(appointmentType: "gp-return", patient: patient))
        let best = try #require(suggestions.items.first?.slot)
        let wanted = NewAppointment(
            appointmentType: best.appointmentType, practitioner: best.practitioner, start: best.start,
            patient: patient)
        let booked = try await client.book(wanted, key: "client-test-1")
        #expect(try await client.book(wanted, key: "client-test-1").id == booked.id)
        let refusal = await #expect(throws: Refusal.self) {
            try await client.book(wanted, key: "client-test-2")
        }
        #expect(refusal?.type == "/problems/slot-taken")
        #expect(refusal?.members["suggestions"] != nil)
        let other = try #require(suggestions.items.dropFirst().first?.slot)
        let moved = try await client.reschedule(
            booked.id, Rescheduling(practitioner: other.practitioner, start: other.start))
        #expect(moved.start == other.start)
        #expect(moved.version > booked.version)
        #expect(try await client.cancel(booked.id).status == .cancelled)
        let page = try await client.appointments(of: patient, limit: 200)
        #expect(page.items.contains { $0.id == booked.id && $0.status == .cancelled })
        try await client.signOut()
        let ended = await #expect(throws: Refusal.self) { try await client.patient(patient) }
        #expect(ended?.status == 401)
    }

    @Test func `an administrator sees everybody displaced re-placed in one plan`() async throws {
        let program = try await Program()
        let (client, _) = try await program.client("administrator")
        let practitioner = try #require(try await client.practitioners(for: "gp-return").first)
        let from = try #require(practitioner.nextFree)
        let start = try #require(Instant(rfc3339: "\(from)T00:00:00Z"))
        let absence = try await client.recordAbsence(
            NewAbsence(
                practitioner: practitioner.id, from: start, to: start + Minutes(7 * 1_440),
                reason: Line("ill")))
        #expect(!absence.displaced.isEmpty)
        let begun = try await client.propose(NewProposal(absence: absence.id, deadlineSeconds: Bounded(20)))
        var plan = begun
        while plan.status == .solving { plan = try await client.proposal(begun.id) }
        #expect(plan.status == .ready)
        #expect(plan.moves.count + plan.unplaced.count == absence.displaced.count)
        #expect(try #require(plan.bound) <= #require(plan.objective))
        #expect(try await client.apply(begun.id).count == plan.moves.count)
    }
}
