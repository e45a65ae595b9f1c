import Domain
import Foundation
import Storage
import Synchronization

/// A clock that goes on when it is told to, and from where it was after a kill.
final class VirtualTime: TimeSource {
    private let path: String
    private let instant: Mutex<Instant>

    init(path: String, beginning: Instant) {
        self.path = path
        let known = (try? String(contentsOfFile: path, encoding: .utf8)).flatMap(Int64.init)
        instant = Mutex(known.map { Instant(secondsSince1970: $0) } ?? beginning)
    }

    var now: Instant { instant.withLock { $0 } }

    /// Goes on to `later`, which is kept before anything happens then.
    func move(to later: Instant) throws {
        let partial = "\(path).partial"
        try Data("\(later.secondsSince1970)".utf8).write(to: URL(fileURLWithPath: partial))
        guard rename(partial, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        instant.withLock { $0 = later }
    }
}
