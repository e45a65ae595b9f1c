public import ArgumentParser
public import Domain
import Foundation

/// What every command on a book takes.
struct BookOptions: ParsableArguments {
    @Option(name: .long, help: "Directory of the book. Default: $SLOTWISE_DATA, else ./slotwise-data.")
    var data: String?

    @Option(
        name: .long, help: "PostgreSQL instead of files: postgres://… Default: $SLOTWISE_STORE; '' for files."
    )
    var store: String?

    @Flag(name: .long, help: "Print JSON for programs.")
    var json = false

    /// Where the clinic is.
    var place: StorePlace { get throws { try StorePlace(typed: data, store: store) } }

    static let defaultDirectory = "slotwise-data"

    /// The person at the keyboard, as the audit trail names them.
    var caller: Caller { Caller(name: "command line", role: .administrator) }
}

extension Identifier: ExpressibleByArgument {
    /// Any text that is not empty.
    public init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        self.init(argument)
    }
}

extension LocalDate: ExpressibleByArgument {
    /// `yyyy-mm-dd`.
    public init?(argument: String) { self.init(iso8601: argument) }
}

extension LocalTime: ExpressibleByArgument {
    /// `hh:mm`.
    public init?(argument: String) { self.init(argument) }
}

extension Weekday: ExpressibleByArgument {}
extension Preferences.TimeOfDay: ExpressibleByArgument {}
extension Priority: ExpressibleByArgument {}
