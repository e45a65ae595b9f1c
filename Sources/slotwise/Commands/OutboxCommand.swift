import ServiceContracts
import ArgumentParser
import NotificationService
import Platform
import Storage

struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Show the messages in the clinic's mailbox, newest first.",
        discussion: """
            Example: slotwise outbox --data clinic --limit 5
            The mailbox takes what no other way is set up for; messages lie in it for 30 days.
            """
    )

    @OptionGroup var book: BookOptions
    @Option(help: "At most so many, 1 to 200.") var limit = 20

    func validate() throws {
        guard (1...200).contains(limit) else {
            throw ValidationError("--limit: \(limit) is not allowed; it is 1 to 200")
        }
    }

    func run() async throws {
        try book.place.requireBook()
        let database = try book.place.reading(.notifications)
        defer { database.close() }
        let messages = try await ReadMailbox(database)(limit: limit)
        let terminal = Terminal()
        guard !book.json else { return try terminal.json(ListBody(items: messages)) }
        for message in messages {
            terminal.say(
                "\(message.at)  \(message.channel.rawValue)  \(message.address)\n  \(terminal.bold(message.subject))\n  \(message.text ?? "")\n"
            )
        }
        if messages.isEmpty { terminal.note("nothing was sent yet") }
    }
}
