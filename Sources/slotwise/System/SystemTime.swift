import Domain
import Foundation
import Storage

/// The clock of this process: the machine's, or one that began at the instant of `SLOTWISE_NOW` and runs on from there.
///
/// A stated instant makes a clinic, its tests and their pictures the same on every day of the year.
struct SystemTime: TimeSource {
    /// Names the instant at which the process begins, in RFC 3339.
    static let variable = "SLOTWISE_NOW"

    var now: Instant { Self.machine + Self.ahead }

    /// Whether somebody stated the time.
    static var isStated: Bool { ProcessInfo.processInfo.environment[variable] != nil }

    private static var machine: Instant {
        Instant(secondsSince1970: Int64(Date().timeIntervalSince1970))
    }

    /// Read once, so that the clock runs like the machine's.
    private static let ahead: Int64 = {
        guard let text = ProcessInfo.processInfo.environment[variable] else { return 0 }
        guard let stated = Instant(rfc3339: text), Instant.plausible.contains(stated) else {
            Failure.end(
                UsageError(
                    "\(variable): “\(text)” is not a time such as 2026-03-02T08:40:00Z, from 1970 to 2199"))
        }
        return stated.seconds(since: machine)
    }()
}

extension Instant {
    fileprivate static func + (instant: Self, seconds: Int64) -> Self {
        Self(secondsSince1970: instant.secondsSince1970 + seconds)
    }
}
