import Domain
import ServiceContracts
import Synchronization

/// Sessions that are alive and staff who are reached, as the accounts' service has them.
final class Accounts: Identity {
    private let alive = Mutex<[String: Set<Patient.ID>]>([:])
    private let staff = Mutex<[String: String]>([:])

    func allow(_ session: String, _ patients: Set<Patient.ID>) { alive.withLock { $0[session] = patients } }
    func end(_ session: String) { alive.withLock { $0[session] = nil } }
    func reach(_ account: String, at address: String) { staff.withLock { $0[account] = address } }

    func reach(ofSessions ids: Set<String>) async throws -> [SessionReach] {
        alive.withLock { alive in ids.compactMap { id in alive[id].map { SessionReach(id, $0) } } }
    }

    func keys() async throws -> [PublicKey] { [] }
    func standing() async throws -> IdentityStanding {
        IdentityStanding(position: 0, ended: [], generations: [:])
    }
    func changes(after position: Int, limit: Int) async throws -> IdentityChanges {
        IdentityChanges([], position: position)
    }
    func dependants(of account: String) async throws -> [Patient.ID] { [] }
    func addresses(of ids: Set<String>) async throws -> [String: String] {
        staff.withLock { staff in staff.filter { ids.contains($0.key) } }
    }
    func seededPasswords() async throws -> Int { 0 }
    func news() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}
