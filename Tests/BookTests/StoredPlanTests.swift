import StorageSQLite
import Words
import Domain
import Storage
import TestKit
import Testing

@testable import Book

/// Plans that were made by an earlier program are read by this one.
@Suite struct StoredPlanTests {
    private func read(_ document: String) async throws -> Proposal {
        let clinic = try await TestClinic()
        try await clinic.database.write { transaction in
            _ = try transaction.run(
                "INSERT INTO proposal (id, purpose, made_at, document) VALUES ('p', 'replacement', 0, \(document))"
            )
        }
        return try await clinic.database.read { try $0.proposal("p") }
    }

    @Test func `a plan kept in the first format is read`() async throws {
        let plan = try await read(Self.first)
        #expect(plan.id == "p" && plan.purpose == .replace(["away"]) && plan.moves.count == 1)
        #expect(plan.moves.first?.reasons.map(\.code) == [.planSameDay, .planOtherPractitioner])
        #expect(plan.options.fairness == nil)
    }

    @Test func `a plan of a later format is refused by its number`() async throws {
        await #expect(
            throws: StorageError.unexpectedValue(
                column: 0, wanted: "a document of format 1", found: "one of format 2")
        ) {
            _ = try await read(Self.first.replacing("\"format\":1", with: "\"format\":2"))
        }
    }

    /// As it was written when plans were first kept so; never to be changed.
    private static let first = """
        {"format":1,"value":{"bill":[{"points":16,"rule":"otherPractitioner"}],"bound":32,"id":"p",
        "madeAt":"2026-11-26T07:46:28Z","moves":[{"appointment":"a-682","cost":8,"from":{"practitioner":"p-01",
        "start":"2026-11-30T08:10:00Z"},"isDisplaced":true,"nextBest":{"difference":0,"seat":{"practitioner":"p-02",
        "start":"2026-11-30T08:05:00Z"}},"patient":"pt-203","reasons":[{"code":"plan.sameDay","values":{}},
        {"code":"plan.otherPractitioner","points":8,"values":{"days":{"number":1},"minutes":{"number":5}}}],
        "to":{"practitioner":"p-02","start":"2026-11-30T08:00:00Z"},"version":1}],"objective":32,
        "options":{"excluded":[],"freezeHours":48,"movesOthers":false,"overtimeMinutes":0,"pinned":[],"weights":{}},
        "purpose":{"replace":{"_0":["away"]}},"seconds":0.5,"termination":"optimal","unplaced":[]}}
        """
}
