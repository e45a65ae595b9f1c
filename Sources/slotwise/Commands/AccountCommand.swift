public import ArgumentParser
import AuthService
import ServiceContracts
import StorageSQLite
public import Domain

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Make accounts without the server, such as the first administrator's.",
        discussion: """
            Example: slotwise account add admin@clinic.example --role administrator --data clinic
            In an empty directory this begins a new clinic, to be set up over HTTP.
            """,
        subcommands: [Add.self, RemoveAuthenticator.self]
    )

    struct Add: ServedCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account and print a code that sets its password, once, within a day.")
        @OptionGroup var book: BookOptions
        @Argument(help: "Its e-mail address.") var email: String
        @Option(help: "patient, practitioner, receptionist, administrator or planner.") var role: Role
        @Option(name: .customLong("of"), help: "Id of the patient or practitioner whose account it is.")
        var owner: String?

        func run() async throws {
            let link = try await Host.open(book.place, opening: Host.withAccounts, makesBook: true) { host in
                try await host.changingAccounts {
                    try await $0(email, role, of: owner, by: book.caller)
                }
            }
            let terminal = Terminal()
            guard !book.json else { return try terminal.json(link) }
            terminal.say("password code \(link.token)")
            terminal.note(
                "next: type it at /reset in the app, with a password, before \(link.expiresAt)")
        }
    }
}

extension AccountCommand {
    struct RemoveAuthenticator: ServedCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the authenticator of somebody who has lost it away; every session ends.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The account's e-mail address.") var email: String

        func run() async throws {
            try await Host.open(book.place, opening: Host.withAccounts) { host in
                try await host.changingAccounts {
                    try await $0.removeAuthenticator(of: email, by: book.caller)
                }
            }
            Terminal().note("removed; the next sign-in takes the password alone")
        }
    }
}

extension Host {
    /// Changes an account of the clinic; what the service refuses was typed wrongly.
    fileprivate func changingAccounts<Value>(
        _ change: (AddAccount) async throws -> Value
    ) async throws -> Value {
        do {
            return try await change(AddAccount(auth))
        } catch let error as AddAccountError {
            throw UsageError("\(error)")
        }
    }
}

extension Role: ExpressibleByArgument {}
