public import Logging
public import Platform
public import ServiceContracts
import Storage

/// Patients with their wishes and contact choices, and how practitioners introduce themselves, as a module.
public enum UserModule {
    /// How `--target` names it.
    public static let name = "users"

    /// The module on `users`; `appointments` says which patients are a practitioner's, `logger` is told of failures.
    public static func module(
        _ users: Users, appointments: any Appointments, logger: Logger
    ) -> ServiceModule {
        ServiceModule(
            name,
            operations: PatientRoutes(users: users, appointments: appointments).operations
                + ProfileRoutes(users: users, appointments: appointments).operations,
            problem: { ($0 as? UserError)?.problem },
            background: [
                OutboxUpkeep(of: users.database, to: .latest, logger: logger),
                FeedFollower.sealing(users.database, logger: logger),
            ],
            contracts: contracts(of: users, Registry(users, appointments: appointments)),
            trail: AuditReader(name, users.database, readings: users.readings),
            trouble: {
                await StoreTrouble(
                    of: name, users.database, saying: "the people's records cannot be written", logger: logger
                )()
            })
    }

    /// What other processes may ask.
    private static func contracts(of users: Users, _ registry: Registry) -> [ContractRoute] {
        [
            ContractRoute(PeopleCalls.patients) { try await users.patients($0) },
            ContractRoute(PeopleCalls.birthDates) { try await users.birthDates($0) },
            ContractRoute(PeopleCalls.page) { try await users.patients(after: $0.after, limit: $0.limit) },
            ContractRoute(PeopleCalls.keep) { change in
                try await users.keep(change.subject, by: change.caller)
                return Nothing()
            },
            ContractRoute(PeopleCalls.changes) { page in
                try await users.changes(after: page.position, limit: page.limit)
            },
            ContractRoute(PeopleCalls.contacts) { try await users.contacts($0) },
            ContractRoute(PeopleCalls.prefer) { change in
                let way = change.subject
                try await users.prefer(way.channel, of: way.patient, by: change.caller)
                return Nothing()
            },
            ContractRoute(PeopleCalls.stop) { stop in
                try await users.stop(stop.channel, of: stop.patient)
                return Nothing()
            },
            ContractRoute(PeopleCalls.stopTexts) { phone in
                try await users.stopTexts(to: phone)
                return Nothing()
            },
            ContractRoute(PeopleCalls.register) { change in
                try await registry.register(change.subject, by: change.caller)
                return Nothing()
            },
            ContractRoute(PeopleCalls.forget) { try await registry.forget($0.subject, by: $0.caller) },
            ContractRoute(PeopleCalls.knows) { try await registry.knows($0) },
            ContractRoute.news(of: name) { users.news() },
        ]
    }
}
