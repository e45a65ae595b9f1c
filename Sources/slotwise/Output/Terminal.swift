import Foundation
import Platform

/// What a command says: data on standard output, everything else on standard error.
struct Terminal: Sendable {
    /// Whether people's colours may be used on standard output.
    let hasColour: Bool

    init() {
        let environment = ProcessInfo.processInfo.environment
        let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        hasColour = isatty(STDOUT_FILENO) == 1 && !isPlain && environment["TERM"] != "dumb"
    }

    /// A line of data.
    func say(_ line: String = "") { write(Data((line + "\n").utf8)) }

    /// Data as it is.
    ///
    /// Output that cannot be written ends the program: nobody must think it was.
    func write(_ data: Data) {
        do {
            try FileHandle.standardOutput.write(contentsOf: data)
        } catch {
            // Whoever read it, such as head, has read enough: end as a shell expects of the signal.
            if (error as NSError).isBrokenPipe { exit(128 + SIGPIPE) }
            note("slotwise: standard output cannot be written")
            exit(1)
        }
    }

    /// A line of progress or trouble.
    func note(_ line: String) { StandardError.write(line + "\n") }

    /// A line that replaces itself, on terminals only.
    func progress(_ line: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        StandardError.write("\r\u{1B}[K\(line)")
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

extension NSError {
    /// Whether nobody reads any more, at whatever depth the system's own error is.
    fileprivate var isBrokenPipe: Bool {
        let own = domain == NSPOSIXErrorDomain && code == Int(EPIPE)
        return own || (userInfo[NSUnderlyingErrorKey] as? NSError)?.isBrokenPipe ?? false
    }
}
