import UserService
import Directory
import Domain
import Storage
import TestKit
import Testing

@testable import slotwise

/// Services joined in one process.
@Suite struct HostTests {
    @Test func `whoever changes a wish is answered by it at once`() async throws {
        let directory = try TemporaryDirectory()
        let host = try Host(StorePlace(directory: directory.path), opening: [.scheduling, .users])
        defer { host.close() }
        try await host.prepare()
        let desk = Caller(name: "desk", role: .receptionist)
        for half in [Preferences.TimeOfDay.am, .pm] {
            let nora = Patient(id: "n-1", name: "Nora", preferences: Preferences(timeOfDay: half))
            try await host.users.keep([nora], by: desk)
            #expect(try await FindPatient(host.scheduling)("n-1").preferences.timeOfDay == half)
        }
    }

    @Test func `accounts that cannot ask whom they must are not opened`() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: UsageError.self) {
            try Host(StorePlace(directory: directory.path), opening: [.auth])
        }
    }
}
