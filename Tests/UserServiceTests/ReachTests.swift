import Domain
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import UserService

/// Whose record somebody sees and changes; what is another's looks as if it were not there.
@Suite struct ReachTests {
    private static let ada = Caller(name: "ada", role: .patient, patients: ["pt-1"])
    private static let eve = Caller(name: "eve", role: .patient, patients: ["pt-9"])
    private static let desk = Caller(name: "desk", role: .receptionist)
    private static let okafor = Caller(name: "o", role: .practitioner, practitioner: "okafor")
    private static let weber = Caller(name: "w", role: .practitioner, practitioner: "weber")
    private static let planner = Caller(name: "p", role: .planner)

    private func people() async throws -> TestPeople {
        let people = try TestPeople()
        try await people.users.keep([Patient(id: "pt-1", name: "Ada")], by: Self.desk)
        return people
    }

    @Test(arguments: [
        (ada, true), (eve, false), (desk, true), (okafor, true), (weber, false), (planner, false),
    ])
    func `a record is seen by its patient, the desk, and whoever treats them`(
        caller: Caller, sees: Bool
    ) async throws {
        let people = try await people()
        let reach = ReachPatient(people.users, appointments: OneVisit())
        if sees {
            try await reach("pt-1", .seePatients, for: caller)
        } else {
            await #expect(throws: UserError.unknown(kind: "patient", id: "pt-1")) {
                try await reach("pt-1", .seePatients, for: caller)
            }
        }
        await #expect(throws: UserError.unknown(kind: "patient", id: "pt-2")) {
            try await reach("pt-2", .seePatients, for: caller)
        }
    }

    @Test(arguments: [(ada, true), (eve, false), (desk, true), (okafor, false)])
    func `a record is changed by its patient and the desk; a refusal leaves nothing`(
        caller: Caller, may: Bool
    ) async throws {
        let people = try await people()
        let change = ChangePatient(people.users)
        let contact = KeepContactPreferences(people.users)
        if may {
            let changed = try await change("pt-1", by: caller, check: { _ in }) {
                Patient(id: $0.id, name: "Anna")
            }
            #expect(changed == PatientRecord(Patient(id: "pt-1", name: "Anna"), version: 2))
            #expect(try await contact("pt-1", .example, by: caller, check: { _ in }) == 1)
            #expect(try await contact.read("pt-1").version == 1)
        } else {
            await #expect(throws: UserError.self) {
                try await change("pt-1", by: caller, check: { _ in }) { Patient(id: $0.id, name: "Anna") }
            }
            await #expect(throws: UserError.self) {
                _ = try await contact("pt-1", .example, by: caller, check: { _ in })
            }
            #expect(try await people.users.changes(after: 1, limit: 9).position == 1)
        }
    }

    @Test func `a change of what somebody else has changed is refused with the version`() async throws {
        struct Stale: Error {}
        let people = try await people()
        await #expect(throws: Stale.self) {
            _ = try await ChangePatient(people.users)(
                "pt-1", by: Self.desk, check: { if $0 != 7 { throw Stale() } }, { $0 })
        }
        #expect(try await people.users.patients(["pt-1"]).map(\.version) == [1])
    }
}

/// A book in which Dr Okafor has one visit of pt-1.
private struct OneVisit: Appointments {
    func knows(_ practitioner: Practitioner.ID) async throws -> Bool { true }
    func knows(_ location: Location.ID) async throws -> Bool { true }
    func sees(_ practitioner: Practitioner.ID, _ patient: Patient.ID) async throws -> Bool {
        practitioner == "okafor" && patient == "pt-1"
    }
    func away(_ practitioners: Set<Practitioner.ID>) async throws -> [Practitioner.ID: Instant] { [:] }
    func forget(_ patient: Patient.ID) async throws -> Bool { false }
    func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws {}
}
