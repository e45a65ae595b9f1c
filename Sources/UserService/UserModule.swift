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
            trouble: {
                do {
                    try await users.database.requireWritable()
                    return nil
                } catch {
                    // Who may see no more than that it does not work is not told where the store is.
                    logger.error("not ready", metadata: ["service": "users", "why": "\(error)"])
                    return "the people's records cannot be written"
                }
            })
    }
}
