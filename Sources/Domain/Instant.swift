/// A point on the UTC time line, in whole seconds since 1970-01-01T00:00:00Z.
///
/// Seconds are what the book is kept in: nothing in a clinic starts between two of them.
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since the Unix epoch; leap seconds are not counted (POSIX).
    public let secondsSince1970: Int64

    /// The instant `secondsSince1970` seconds after the epoch.
    public init(secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }

    /// What a book may hold: from 1970 up to 2200.
    public static let plausible = Instant(secondsSince1970: 0)..<Instant(secondsSince1970: 7_258_118_400)

    /// Earlier first.
    public static func < (left: Self, right: Self) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }

    /// The instant `minutes` later.
    public static func + (instant: Self, minutes: Minutes) -> Self {
        Self(secondsSince1970: instant.secondsSince1970 + minutes.seconds)
    }

    /// The instant `minutes` earlier.
    public static func - (instant: Self, minutes: Minutes) -> Self {
        Self(secondsSince1970: instant.secondsSince1970 - minutes.seconds)
    }

    /// Seconds from `earlier` to this instant.
    public func seconds(since earlier: Instant) -> Int64 {
        secondsSince1970 - earlier.secondsSince1970
    }
}
