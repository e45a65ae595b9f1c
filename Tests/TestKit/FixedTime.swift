public import Domain
public import Storage
import Synchronization

/// A clock that stands still until a test moves it.
public final class FixedTime: TimeSource {
    private let instant: Mutex<Instant>

    public init(_ rfc3339: String) {
        instant = Mutex(Instant(rfc3339: rfc3339)!)
    }

    public var now: Instant { instant.withLock { $0 } }

    public func set(_ now: Instant) {
        instant.withLock { $0 = now }
    }

    public func advance(_ minutes: Minutes) {
        instant.withLock { $0 = $0 + minutes }
    }
}
