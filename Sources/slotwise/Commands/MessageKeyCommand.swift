import ArgumentParser

struct MessageKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message-key",
        abstract: "Add a key that locks messages from the next start on.",
        discussion: """
            Example: slotwise message-key clinic/messages.key
            Makes the file if there is none, readable by its owner alone. Keys of before go on opening what they locked; within an hour
            of the next start everything is locked by the new one; the system page says how much is still locked by an older one.
            Keep a copy of the file apart from the backups: whoever has both reads messages, and without it nobody does.
            """
    )

    @Argument(help: "The file with the keys.") var file: String

    func run() throws {
        let name = try MessageKeyFile(path: file).add()
        Terminal().say("\(name) was added to \(file); restart every process that serves messages")
    }
}
