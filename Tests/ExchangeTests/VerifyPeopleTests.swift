import Book
import Directory
import Domain
import Exchange
import ServiceContracts
import Storage
import TestKit
import Testing
import UserService

/// The book's rows of patients beside their records.
@Suite struct VerifyPeopleTests {
    private let clinic: TestClinic
    private let people: TestPeople

    init() async throws {
        clinic = try await TestClinic()
        people = try TestPeople()
        let patients = try await FindPatient(clinic.scheduling).all().map {
            Patient(id: $0.id, name: $0.name, email: $0.contact, preferences: $0.preferences)
        }
        try await people.users.keep(patients, by: clinic.admin)
    }

    private func faults() async throws -> [String] {
        try await VerifyPeople(clinic.scheduling, people: people.users)()
    }

    @Test func `a book that heard everything, or not yet all, has no fault`() async throws {
        #expect(try await faults() == [])
        try await people.users.keep([Patient(id: "pt-1", name: "Renamed")], by: clinic.admin)
        try await people.users.keep([Patient(id: "pt-new", name: "New")], by: clinic.admin)
        #expect(try await faults() == [], "not heard yet")
        try await FollowPeople(clinic.scheduling, people: people.users)()
        #expect(try await faults() == [])
    }

    @Test(arguments: [
        ("UPDATE patient SET name = 'other' WHERE id = 'pt-1'", "otherwise than the record"),
        ("UPDATE patient SET contact = 'x@y.example' WHERE id = 'pt-1'", "otherwise than the record"),
        ("UPDATE patient SET version = 9 WHERE id = 'pt-1'", "version 9 of patient pt-1"),
    ])
    func `what differs is named by id`(statement: String, found: String) async throws {
        try await clinic.database.write { _ = try $0.run(SQL(text: statement)) }
        let faults = try await faults()
        #expect(faults.count == 1 && faults.first?.contains(found) == true, "\(faults)")
    }
}
