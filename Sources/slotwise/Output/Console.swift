import Foundation
import Words
import Platform

/// Where a command speaks and where its relative paths begin: the process's own streams, or those of another process for
/// which the server does the command.
struct Console: Sendable {
    /// What a command must know of whoever reads it.
    struct Traits: Codable, Sendable {
        /// Whether standard output is a terminal that shows colours.
        var hasColour: Bool
        /// Whether standard error is a terminal, so that a line may replace itself.
        var showsProgress: Bool
        /// The language of the reader's messages.
        var language: Language
        /// Where relative paths begin.
        var directory: String
    }

    let traits: Traits
    /// Takes data.
    let say: @Sendable (Data) -> Void
    /// Takes text for standard error, as it is.
    let note: @Sendable (String) -> Void

    /// The console of what runs now.
    @TaskLocal static var current = own

    private static let own = Console(
        traits: Traits(
            hasColour: isatty(STDOUT_FILENO) == 1 && !isPlain, showsProgress: isatty(STDERR_FILENO) == 1,
            language: Language(environment: ProcessInfo.processInfo.environment),
            directory: FileManager.default.currentDirectoryPath),
        say: writeOut, note: StandardError.write)

    private static var isPlain: Bool {
        let environment = ProcessInfo.processInfo.environment
        return environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
    }

    /// Output that cannot be written ends the program: nobody must think it was.
    @Sendable private static func writeOut(_ data: Data) {
        do {
            try FileHandle.standardOutput.write(contentsOf: data)
        } catch {
            // Whoever read it, such as head, has read enough: end as a shell expects of the signal.
            if (error as NSError).isBrokenPipe { exit(128 + SIGPIPE) }
            StandardError.write("slotwise: standard output cannot be written\n")
            exit(1)
        }
    }

    /// `path` as whoever typed it meant it.
    func path(_ path: String) -> String { path.hasPrefix("/") ? path : "\(traits.directory)/\(path)" }
}

extension NSError {
    /// Whether nobody reads any more, at whatever depth the system's own error is.
    fileprivate var isBrokenPipe: Bool {
        let own = domain == NSPOSIXErrorDomain && code == Int(EPIPE)
        return own || (userInfo[NSUnderlyingErrorKey] as? NSError)?.isBrokenPipe ?? false
    }
}
