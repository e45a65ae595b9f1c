import Domain
import Foundation
import Storage

/// The machine's clock.
struct SystemTime: TimeSource {
    var now: Instant { Instant(secondsSince1970: Int64(Date().timeIntervalSince1970)) }
}
