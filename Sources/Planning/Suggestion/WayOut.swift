import Domain

/// One rule given up, and the slot that becomes possible by it.
public struct WayOut: Sendable, Hashable {
    /// Which rule, and by how much.
    public enum Relaxation: Sendable, Hashable {
        /// Days after the last one asked for.
        case later(days: Int)
        /// The practitioner works on after the last window of the day.
        case overtime(minutes: Int)
        /// The patient gives up being elsewhere at that time.
        case patientBusy
        /// Time is taken that is kept for others.
        case reserved
    }

    /// What is given up.
    public let relaxation: Relaxation
    /// The slot it makes possible.
    public let slot: Suggestion
    /// What giving it up costs, beside the cost of the slot, which includes waiting.
    public let points: Int
}

/// Finds the cheapest ways out when nothing fits: each gives up one rule at a price, as elastic rows of a linear
/// program would, and only as much of it as is needed.
public struct WaysOut {
    private let request: SuggestionRequest
    private let book: SuggestionBook
    private let weights = PlacementWeights.standard

    private static let mostOvertimeTicks = 12
    private static let reservedPoints = 50

    /// Ways out for `request`, whose days may be followed by others in `book`.
    public init(_ request: SuggestionRequest, in book: SuggestionBook) {
        self.request = request
        self.book = book
    }

    /// The cheapest way of each kind, cheapest first.
    ///
    /// O(practitioners × days × starts).
    public func callAsFunction() -> [WayOut] {
        [later(), overtime(), otherwiseBusy(), reserved()].compactMap { $0 }
            .sorted { ($0.points + $0.slot.cost, $0.slot.day) < ($1.points + $1.slot.cost, $1.slot.day) }
    }

    private func later() -> WayOut? {
        var relaxed = request
        relaxed.days = request.days.lowerBound..<max(request.days.upperBound, book.days.count)
        let scan = SuggestionScan(relaxed, book)
        let cells = scan.cells().filter { $0.day >= request.days.upperBound }
        return cells.min { ($0.day, $0.cost) < ($1.day, $1.cost) }.map {
            WayOut(
                relaxation: .later(days: $0.day - request.days.upperBound + 1), slot: scan.suggestion($0),
                points: 0)
        }
    }

    private func otherwiseBusy() -> WayOut? {
        guard !request.patientBusy.isEmpty else { return nil }
        var relaxed = request
        relaxed.patientBusy = [:]
        return cheapest(relaxed, book, .patientBusy, points: weights.move)
    }

    private func reserved() -> WayOut? {
        guard !book.reservations.isEmpty else { return nil }
        var relaxed = book
        relaxed.reservations = [:]
        return cheapest(request, relaxed, .reserved, points: Self.reservedPoints)
    }

    private func cheapest(
        _ request: SuggestionRequest, _ book: SuggestionBook, _ relaxation: WayOut.Relaxation, points: Int
    ) -> WayOut? {
        let scan = SuggestionScan(request, book)
        return scan.cells().min(by: SuggestionCell.isCheaper).map {
            WayOut(relaxation: relaxation, slot: scan.suggestion($0), points: points)
        }
    }

    /// The least overtime that makes room, on any day with any option.
    private func overtime() -> WayOut? {
        var best: WayOut?
        for ticks in 1...Self.mostOvertimeTicks where best == nil {
            let points = ticks * weights.overtimeTick
            best = cheapest(
                request, book.open(after: ticks), .overtime(minutes: ticks * SuggestionBook.tickMinutes),
                points: points)
        }
        return best
    }
}

extension SuggestionBook {
    /// The same book with every practitioner's working day longer by `ticks`.
    fileprivate func open(after ticks: Int) -> SuggestionBook {
        var longer = self
        for line in free.indices {
            guard let end = working[line].last.map({ $0 + 1 }) else { continue }
            longer.free[line].insert(end..<end + ticks)
        }
        return longer
    }
}
