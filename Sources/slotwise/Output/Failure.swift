import ArgumentParser
import Foundation
import Planning
import Platform
import Book
import Exchange
import SchedulingService

/// Something wrong with what was typed.
struct UsageError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// How a command that failed ends: a message for standard error and a status, 2 for bad input and 1 for everything else.
struct Failure {
    /// `nil` where the command has said what there is to say.
    let message: String?
    let status: Int32

    init(_ error: any Error) {
        guard let code = error as? ExitCode else {
            let isUsage = Slotwise.exitCode(for: error) == .validationFailure
            message = isUsage ? Slotwise.fullMessage(for: error) : "slotwise: \(Self.text(error))"
            status = isUsage || Self.isBadInput(error) ? 2 : 1
            return
        }
        message = nil
        status = code.rawValue
    }

    /// Ends the process; help and the version, which arrive as errors too, are data.
    static func end(_ error: any Error) -> Never {
        if Slotwise.exitCode(for: error) == .success { Slotwise.exit(withError: error) }
        let failure = Failure(error)
        if let message = failure.message { StandardError.write(message + "\n") }
        exit(failure.status)
    }

    private static func text(_ error: any Error) -> String {
        guard let refused = error as? ImportRefused else { return "\(error)" }
        let shown = refused.faults.prefix(50).map(\.description).joined(separator: "\n")
        let faults = refused.faults.count > 50 ? shown + "\n… and \(refused.faults.count - 50) more" : shown
        return
            "nothing was imported; \(refused.faults.count) bad rows (--skip-bad-rows imports the others):\n\(faults)"
    }

    private static func isBadInput(_ error: any Error) -> Bool {
        switch error {
        case is UsageError, is AddressInUse, is ProblemError, is ImportRefused, is ImportFault: true
        case BookingError.unknown, BookingError.unknownMove, BookingError.reasonMissing: true
        default: false
        }
    }
}
