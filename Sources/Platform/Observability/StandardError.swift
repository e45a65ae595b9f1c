import Foundation
import Synchronization

/// The one writer of standard error: a line that cannot be written is counted and lost, and nothing else happens.
///
/// *Rule.* Nobody else writes there. *Why.* `FileHandle.write` ends the process when its reader is gone or the disk is full.
/// *If broken.* A log that cannot be written takes the clinic down.
public enum StandardError {
    private static let lostLines = Atomic<Int>(0)
    /// Held for a whole line, so that two never mix.
    private static let order = Mutex(())

    /// Lines that could not be written since the process began.
    public static var lost: Int { lostLines.load(ordering: .relaxed) }

    /// Writes `text` as it is.
    public static func write(_ text: String) {
        let isWritten = order.withLock { _ in writeAll(Array(text.utf8), to: STDERR_FILENO) }
        if !isWritten { lostLines.add(1, ordering: .relaxed) }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count < 0 && errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
