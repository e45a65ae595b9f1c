import Domain
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Directory
@testable import Book

/// People are found and told apart however they are written.
@Suite struct PeopleTests {
    private let jurgen = Patient(
        id: "pt-j", name: "Jürgen Müller", email: "JM@example.org", phone: "+49 30 7654321",
        birthDate: LocalDate(iso8601: "1970-05-04"))

    private func clinic() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await RegisterPatient(clinic.scheduling).register(jurgen, by: clinic.staff)
        return clinic
    }

    @Test(arguments: [
        "Müller", "MÜLLER", "muller", "Mueller", "müller jürgen", "Juergen Mueller", "Mu\u{308}ller",
        "ＭÜLLER", "gen mul",
        "030 7654321", "(030) 765-4321", "7654321", "jm@EXAMPLE.org", "pt-j",
    ])
    func `somebody is found by name, number and address in any spelling`(text: String) async throws {
        let clinic = try await clinic()
        let found = try await clinic.scheduling.read { transaction, _ in
            try transaction.patients(containing: text, after: nil, limit: 5)
        }
        #expect(found == [jurgen])
    }

    @Test(arguments: ["Müllner", "Jürgen Maier", "%", "_", "1234567", "example.com"])
    func `others are not`(text: String) async throws {
        let clinic = try await clinic()
        let found = try await clinic.scheduling.read { transaction, _ in
            try transaction.patients(containing: text, after: nil, limit: 50)
        }
        #expect(!found.contains(jurgen))
    }

    @Test(arguments: [
        (Patient(id: "x", name: "MUELLER, Juergen", phone: "030/7654321"), true),
        (Patient(id: "x", name: "Müller Jürgen", email: "jm@example.org"), true),
        (Patient(id: "x", name: "Jürgen Müller", birthDate: LocalDate(iso8601: "1970-05-04")), true),
        (Patient(id: "x", name: "Jürgen Müller"), false),
        (Patient(id: "x", name: "Jürgen Müller", birthDate: LocalDate(iso8601: "1971-05-04")), false),
        (Patient(id: "x", name: "Jörg Müller", phone: "030/7654321"), false),
    ])
    func `a likely double has the same name and one more thing in common`(
        patient: Patient, isDouble: Bool
    ) async throws {
        let clinic = try await clinic()
        let doubles = try await clinic.scheduling.read { transaction, _ in
            try transaction.likelyDoubles(of: patient)
        }
        #expect(doubles == (isDouble ? [jurgen] : []))
    }
}
