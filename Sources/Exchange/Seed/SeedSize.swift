import Book

/// How large a seeded clinic is.
public enum SeedSize: String, Sendable, CaseIterable {
    case small, medium, large

    var practitioners: Int {
        switch self {
        case .small: 5
        case .medium: 20
        case .large: 60
        }
    }

    var locations: Int {
        switch self {
        case .small: 1
        case .medium: 3
        case .large: 4
        }
    }

    var patients: Int {
        switch self {
        case .small: 300
        case .medium: 2_500
        case .large: 20_000
        }
    }

    /// Weeks of past and of future around today.
    var weeks: (past: Int, future: Int) {
        switch self {
        case .small: (2, 4)
        case .medium: (4, 4)
        case .large: (8, 8)
        }
    }
}
