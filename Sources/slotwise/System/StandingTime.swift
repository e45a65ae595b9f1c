import Domain
import Storage

/// A clock that stands still: a scenario's book has the day its file says.
struct StandingTime: TimeSource {
    let now: Instant
}
