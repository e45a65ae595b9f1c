public import Logging
public import Platform
import ServiceContracts
import ServiceLifecycle
import Storage

/// Accounts, sessions and tokens as a module.
public enum AuthModule {
    /// How `--target` names it.
    public static let name = "auth"

    /// The module on `auth`, which was prepared.
    public static func module(_ auth: Auth, logger: Logger) -> ServiceModule {
        ServiceModule(
            name,
            operations: SessionRoutes(auth: auth).operations + UserRoutes(auth: auth).operations,
            problem: { ($0 as? AuthError)?.problem },
            background: [
                FeedFollower("letters", of: auth.database.changes, atLeastEvery: .seconds(30), logger: logger)
                {
                    try await auth.letters.carry()
                },
                FeedFollower(
                    "links that end", of: auth.database.changes, atLeastEvery: .seconds(10), logger: logger
                ) {
                    try await auth.carryLinkEnds()
                },
                FeedFollower(
                    "registrations", of: auth.database.changes, atLeastEvery: .seconds(30), logger: logger
                ) {
                    await auth.completeRegistrations()
                },
                AuthUpkeep(auth: auth, logger: logger),
                OutboxUpkeep(of: auth.database, to: .nothing, logger: logger),
                FeedFollower.sealing(auth.database, logger: logger),
            ],
            contracts: contracts(of: auth.identity), trail: AuditReader(name, auth.database),
            trouble: {
                do {
                    try await auth.database.requireWritable()
                    return nil
                } catch {
                    // Who may see no more than that it does not work is not told where the store is.
                    logger.error("not ready", metadata: ["service": "auth", "why": "\(error)"])
                    return "the accounts cannot be written"
                }
            })
    }

    /// What other processes may ask.
    private static func contracts(of identity: any Identity) -> [ContractRoute] {
        [
            ContractRoute(IdentityCalls.keys) { _ in try await identity.keys() },
            ContractRoute(IdentityCalls.standing) { _ in try await identity.standing() },
            ContractRoute(IdentityCalls.changes) { page in
                try await identity.changes(after: page.position, limit: page.limit)
            },
            ContractRoute(IdentityCalls.dependants) { try await identity.dependants(of: $0) },
            ContractRoute(IdentityCalls.seededPasswords) { _ in try await identity.seededPasswords() },
            ContractRoute.news(of: name) { identity.news() },
        ]
    }
}

/// Makes new keys in time and forgets what is over, once an hour.
struct AuthUpkeep: Service {
    let auth: Auth
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(3_600))) != nil {
                do {
                    try await auth.ring.refresh()
                    try await auth.database.write { try $0.forgetOldSessions() }
                    try await PurgeUnconfirmed(auth: auth)()
                } catch {
                    logger.error("upkeep of accounts failed", metadata: ["error": "\(type(of: error))"])
                }
            }
        }
    }
}
