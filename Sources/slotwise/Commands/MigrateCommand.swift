import ArgumentParser

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Copy a clinic from files to PostgreSQL, or back, and check the copy.",
        discussion: """
            Stop the servers first. The clinic stays where it was; serve the copy, and put the other away.

            Examples:
              slotwise migrate postgres://slotwise@db.clinic.example/slotwise --data clinic
              slotwise migrate new-clinic --store postgres://slotwise@db.clinic.example/slotwise
            """
    )

    @OptionGroup var book: BookOptions
    @Argument(help: "An address postgres://…, or a directory.") var target: String

    func run() async throws {
        let isAddress = target.contains("://")
        // To an address a clinic comes from files, also where the environment names an address already.
        let source = try StorePlace(typed: book.data, store: book.store ?? (isAddress ? "" : nil))
        let place = try StorePlace(
            directory: isAddress ? source.directory : target, store: isAddress ? target : nil)
        let moved = try await MoveClinic(from: source, to: place)()
        let terminal = Terminal()
        guard !book.json else { return try terminal.json(ListBody(items: moved)) }
        var table = Table("service", ">rows of the trail", "head")
        for store in moved {
            table.add(store.service, "\(store.auditRows)", String(store.auditHead.prefix(16)))
        }
        table.show(on: terminal)
        terminal.say("  \(terminal.good("copied and checked")): the same trails, and nobody is booked double")
        terminal.note("next: slotwise serve \(place.flag)")
    }
}
