import ArgumentParser
import Foundation
import Planning
import Platform
import SchedulingService

/// Something wrong with what was typed.
struct UsageError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Ends the program with a message on standard error: 2 for bad input, 1 for everything else.
enum Failure {
    static func end(_ error: any Error) -> Never {
        let status = Slotwise.exitCode(for: error)
        if status == .success || error is ExitCode { Slotwise.exit(withError: error) }
        let isUsage = status == .validationFailure
        let message = isUsage ? Slotwise.fullMessage(for: error) : "slotwise: \(text(error))"
        StandardError.write(message + "\n")
        exit(isUsage || isBadInput(error) ? 2 : 1)
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
