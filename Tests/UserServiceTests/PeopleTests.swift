import Domain
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import UserService

/// People are found and told apart however they are written.
@Suite struct PeopleTests {
    private let jurgen = Patient(
        id: "pt-j", name: "Jürgen Müller", email: "JM@example.org", phone: "+49 30 7654321",
        birthDate: LocalDate(iso8601: "1970-05-04"))
    private let staff = Caller(name: "reception", role: .receptionist)

    private func people() async throws -> TestPeople {
        let people = try TestPeople()
        try await people.users.keep([jurgen, Patient(id: "pt-1", name: "Patient 1")], by: staff)
        return people
    }

    @Test(arguments: [
        "Müller", "MÜLLER", "muller", "Mueller", "müller jürgen", "Juergen Mueller", "Mu\u{308}ller",
        "ＭÜLLER", "gen mul",
        "030 7654321", "(030) 765-4321", "7654321", "jm@EXAMPLE.org", "pt-j",
    ])
    func `somebody is found by name, number and address in any spelling`(text: String) async throws {
        let people = try await people()
        let found = try await people.users.database.read {
            try $0.patients(containing: text, after: nil, limit: 5).map(\.patient)
        }
        #expect(found == [jurgen])
    }

    @Test(arguments: ["Müllner", "Jürgen Maier", "%", "_", "1234567", "example.com"])
    func `others are not`(text: String) async throws {
        let people = try await people()
        let found = try await people.users.database.read {
            try $0.patients(containing: text, after: nil, limit: 50).map(\.patient)
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
        let people = try await people()
        let register = RegisterPatient(people.users)
        if isDouble {
            await #expect(throws: UserError.likelyDouble(of: [jurgen])) {
                try await register.requiringNew(patient, by: staff)
            }
        } else {
            try await register.requiringNew(patient, by: staff)
        }
        #expect(try await people.users.patients(["x"]).isEmpty == isDouble)
    }

    @Test func `what is the same is not kept again, and a record is a page of its own`() async throws {
        let people = try await people()
        let renamed = Patient(id: "pt-1", name: "Anna")
        try await people.users.keep([jurgen, renamed], by: staff)
        #expect(
            try await people.users.patients(after: nil, limit: 1) == [PatientRecord(renamed, version: 2)])
        #expect(
            try await people.users.patients(after: "pt-1", limit: 9) == [PatientRecord(jurgen, version: 1)])
        #expect(try await people.users.patients(after: "pt-j", limit: 9).isEmpty)
    }

    @Test func `as many are asked for at once as a large sheet names`() async throws {
        let people = try await people()
        let ids = Set((0..<40_000).map { Patient.ID("n-\($0)") }).union(["pt-1", "pt-j"])
        let found = try await people.users.patients(ids)
        #expect(Set(found.map(\.patient.id)) == ["pt-1", "pt-j"])
    }

    @Test func `the feed tells of everybody once, as they are now`() async throws {
        let people = try await people()
        let renamed = Patient(id: "pt-1", name: "Anna")
        try await people.users.keep([renamed], by: staff)
        let all = try await people.users.changes(after: 0, limit: 10)
        #expect(
            all
                == PeopleChanges(
                    changed: [PatientRecord(renamed, version: 2), PatientRecord(jurgen, version: 1)],
                    forgotten: [], position: 3))
        #expect(try await people.users.changes(after: 2, limit: 10).changed.map(\.patient) == [renamed])
        #expect(
            try await people.users.changes(after: 3, limit: 10)
                == PeopleChanges(changed: [], forgotten: [], position: 3))
    }

    @Test func `whoever follows has heard before the change is answered`() async throws {
        let people = try await people()
        let (heard, hear) = AsyncStream<Int>.makeStream()
        people.users.follow { [users = people.users] in
            hear.yield((try? await users.changes(after: 2, limit: 9).position) ?? 0)
        }
        _ = try await ChangePatient(people.users)("pt-1", by: staff, check: { _ in }) {
            Patient(id: $0.id, name: "Anna")
        }
        hear.finish()
        #expect(await heard.reduce(into: []) { $0.append($1) } == [3])
    }
}
