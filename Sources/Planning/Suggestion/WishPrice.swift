import Domain

/// What one wish costs in days: the earliest slot that grants it beside the earliest that does not.
public struct WishPrice: Sendable, Hashable {
    /// The wish.
    public enum Wish: Sendable, Hashable {
        /// One of the wished practitioners.
        case practitioner
        /// One of the wished weekdays.
        case weekday
        /// The wished half of the day.
        case timeOfDay
        /// The wished location.
        case location
    }

    /// Which wish.
    public let wish: Wish
    /// The earliest slot that grants it; `nil` if none does.
    public let granted: Suggestion?
    /// The earliest slot that does not; `nil` if every slot grants it.
    public let refused: Suggestion?

    /// Days that the wish costs, negative if granting it is even sooner; `nil` unless there is one slot of either kind.
    public var days: Int? {
        guard let granted, let refused else { return nil }
        return granted.day - refused.day
    }
}

extension WishPrice {
    /// The price of every wish in `request`, over all free slots.
    ///
    /// O(practitioners × days × starts).
    public static func all(of request: SuggestionRequest, in book: SuggestionBook) -> [WishPrice] {
        let scan = SuggestionScan(request, book)
        let cells = scan.cells().sorted { ($0.day, $0.cost, $0.start) < ($1.day, $1.cost, $1.start) }
        return wishes(of: request.preferences, book).map { wish, isGranted in
            WishPrice(
                wish: wish, granted: cells.first(where: isGranted).map(scan.suggestion),
                refused: cells.first { !isGranted($0) }.map(scan.suggestion)
            )
        }
    }

    private static func wishes(
        of preferences: Preferences, _ book: SuggestionBook
    ) -> [(Wish, (SuggestionCell) -> Bool)] {
        var wishes: [(Wish, (SuggestionCell) -> Bool)] = []
        if !preferences.practitioners.isEmpty {
            wishes.append(
                (
                    .practitioner,
                    { preferences.practitioners.contains(book.practitioners[$0.practitioner].id) }
                ))
        }
        if !preferences.weekdays.isEmpty {
            wishes.append((.weekday, { preferences.weekdays.contains(book.days[$0.day].weekday) }))
        }
        if preferences.timeOfDay != .any {
            wishes.append((.timeOfDay, { $0.half == (preferences.timeOfDay == .am ? 0 : 1) }))
        }
        if let location = preferences.location {
            wishes.append((.location, { book.practitioners[$0.practitioner].location == location }))
        }
        return wishes
    }
}
