public import Logging
public import Platform
import ServiceContracts
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
                Hourly("upkeep of accounts failed", beginsAtOnce: false, logger: logger) {
                    // New keys in time; what is over is forgotten.
                    try await auth.ring.refresh()
                    try await auth.database.write { try $0.forgetOldSessions() }
                    try await PurgeUnconfirmed(auth: auth)()
                },
                OutboxUpkeep(of: auth.database, to: .nothing, logger: logger),
                FeedFollower.sealing(auth.database, logger: logger),
            ],
            contracts: contracts(of: auth.identity), trail: AuditReader(name, auth.database),
            trouble: {
                await StoreTrouble(
                    of: name, auth.database, saying: "the accounts cannot be written", logger: logger)()
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
            ContractRoute(IdentityCalls.reach) { try await identity.reach(ofSessions: $0) },
            ContractRoute(IdentityCalls.addresses) { try await identity.addresses(of: $0) },
            ContractRoute(IdentityCalls.seededPasswords) { _ in try await identity.seededPasswords() },
            ContractRoute.news(of: name) { identity.news() },
        ]
    }
}
