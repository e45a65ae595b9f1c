import StorageSQLite
import Domain
import Platform
import Storage
import TestKit
import Testing

@testable import Book

/// Readings by staff are in the trail a moment later.
@Suite struct ReadingLogTests {
    @Test func `every reading is in the trail once it is settled, in the order of the readings`() async throws
    {
        let clinic = try await TestClinic()
        let before = try await clinic.count("audit")
        let log = ReadingLog(clinic.database)
        for number in 1...700 { log.note(of: Patient.ID("pt-\(number)"), "record", by: clinic.staff) }
        await log.settle()
        let trail = try await clinic.database.read { try $0.auditEntries(limit: 700) }
        #expect(trail.map(\.subject) == (1...700).reversed().map { "pt-\($0)" })
        #expect(trail.allSatisfy { $0.action == "patientRead" && $0.caller == clinic.staff.name })
        #expect(try await clinic.count("audit") == before + 700)
        #expect(try await clinic.database.read { try $0.verifyAudit() }.faults.isEmpty)
    }

    @Test func `what patients see of themselves is nobody's news`() async throws {
        let clinic = try await TestClinic()
        let log = ReadingLog(clinic.database)
        log.note(of: "pt-1", "record", by: Caller(name: "ada", role: .patient, patients: ["pt-1"]))
        await log.settle()
        #expect(try await clinic.count("audit WHERE action = 'patientRead'") == 0)
    }
}
