import Foundation
import Words

/// What a command says: data on standard output, everything else on standard error.
struct Terminal: Sendable {
    private let console = Console.current

    /// The language of its reader's messages.
    var words: Words { Words(console.traits.language) }

    /// Whether people's colours may be used on standard output.
    var hasColour: Bool { console.traits.hasColour }

    /// A line of data.
    func say(_ line: String = "") { write(Data((line + "\n").utf8)) }

    /// Data as it is.
    func write(_ data: Data) { console.say(data) }

    /// A line of progress or trouble.
    func note(_ line: String) { console.note(line + "\n") }

    /// A line that replaces itself, on terminals only.
    func progress(_ line: String) {
        guard console.traits.showsProgress else { return }
        console.note("\r\u{1B}[K\(line)")
    }

    /// Ends a line of progress.
    func endProgress() { progress("") }

    /// Encodes data for programs.
    func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    func bold(_ text: String) -> String { styled(text, "1") }
    func dim(_ text: String) -> String { styled(text, "2") }
    func good(_ text: String) -> String { styled(text, "32") }
    func bad(_ text: String) -> String { styled(text, "31") }

    private func styled(_ text: String, _ code: String) -> String {
        hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
