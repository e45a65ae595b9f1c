import Domain
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import UserService

/// How practitioners introduce themselves.
@Suite struct ProfileTests {
    private static let okafor = Caller(name: "o", role: .practitioner, practitioner: "okafor")
    private static let weber = Caller(name: "w", role: .practitioner, practitioner: "weber")
    private static let admin = Caller(name: "admin", role: .administrator)
    private static let desk = Caller(name: "desk", role: .receptionist)

    private func words(_ profile: ProfileChange) -> [String] {
        profile.languages.map(\.value) + [profile.text.value]
    }

    @Test(arguments: [(okafor, true), (admin, true), (weber, false), (desk, false)])
    func `it is changed by whom it tells of and by administrators`(caller: Caller, may: Bool) async throws {
        let people = try TestPeople()
        let keep = KeepProfile(people.users, appointments: OneDoctor())
        #expect(try await words(keep.read("okafor").profile) == [""])
        if may {
            #expect(try await keep("okafor", .example, by: caller, check: { _ in }) == 1)
        } else {
            await #expect(throws: UserError.unknown(kind: "practitioner", id: "okafor")) {
                _ = try await keep("okafor", .example, by: caller, check: { _ in })
            }
        }
        let kept = try await keep.read("okafor")
        #expect(words(kept.profile) == (may ? words(.example) : [""]) && kept.version == (may ? 1 : 0))
        let all = try await people.users.database.read { try $0.profiles() }
        #expect(all.map(\.practitioner) == (may ? ["okafor"] : []))
        #expect(try await people.users.changes(after: 0, limit: 9).forgotten.isEmpty, "nobody is forgotten")
    }

    @Test func `nobody who does not work here has one, and what somebody else changed is not replaced`()
        async throws
    {
        struct Stale: Error {}
        let people = try TestPeople()
        let keep = KeepProfile(people.users, appointments: OneDoctor())
        await #expect(throws: UserError.unknown(kind: "practitioner", id: "nobody")) {
            _ = try await keep("nobody", .example, by: Self.admin, check: { _ in })
        }
        await #expect(throws: Stale.self) {
            _ = try await keep(
                "okafor", .example, by: Self.okafor, check: { if $0 == 0 { throw Stale() } })
        }
        #expect(try await keep.read("okafor").version == 0)
    }
}

/// A clinic of Dr Okafor alone.
private struct OneDoctor: Appointments {
    func knows(_ practitioner: Practitioner.ID) async throws -> Bool { practitioner == "okafor" }
    func knows(_ location: Location.ID) async throws -> Bool { false }
    func sees(_ practitioner: Practitioner.ID, _ patient: Patient.ID) async throws -> Bool { false }
    func away(_ practitioners: Set<Practitioner.ID>) async throws -> [Practitioner.ID: Instant] { [:] }
    func forget(_ patient: Patient.ID) async throws -> Bool { false }
    func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws {}
}
