import Domain
import Book
import Exchange
import TestKit
import Testing

@Suite struct SeedTests {
    private func seeded(_ size: SeedSize, seed: UInt64) async throws -> (
        summary: SeedClinic.Summary, book: BareBook
    ) {
        let book = try BareBook()
        let caller = Caller(name: "seed", role: .administrator)
        return (
            try await SeedClinic(book.scheduling, zones: TestZones(), people: book.people.users)(
                size, seed: seed, by: caller), book
        )
    }

    @Test func `a medium clinic has the published figures, and a sound book`() async throws {
        let (summary, book) = try await seeded(.medium, seed: 7)
        #expect(summary.practitioners == 20 && summary.locations == 3)
        #expect((5_400...6_600).contains(summary.appointments))
        #expect(abs(summary.sameDayShare - 0.349) < 0.02)
        #expect((3...5).contains(summary.medianLeadDays))
        #expect((26...34).contains(summary.ninthDecileLeadDays))
        #expect(abs(summary.noShowShare - 0.202) < 0.02)
        #expect(abs(summary.meanMinutes - 13.4) < 0.5)
        #expect(try await VerifyBook(book.scheduling)().faults == [])
    }

    @Test func `the same seed makes the same clinic, another seed another`() async throws {
        let first = try await seeded(.small, seed: 1).book
        let second = try await seeded(.small, seed: 1).book
        let third = try await seeded(.small, seed: 2).book
        let sheets = try await first.exporting()
        #expect(try await second.exporting() == sheets)
        #expect(try await third.exporting() != sheets)
    }

    @Test func `a book that holds a clinic is not seeded over`() async throws {
        let book = try await seeded(.small, seed: 1).book
        await #expect(throws: SeedError.self) {
            _ = try await SeedClinic(book.scheduling, zones: TestZones(), people: book.people.users)(
                .small, seed: 1, by: Caller(name: "x", role: .administrator))
        }
    }
}
