public import Domain

/// A booking whose patient does not mind with whom: it can change to another practitioner at the same time unseen.
public struct FlexibleBooking: Sendable, Hashable {
    /// Which.
    public let appointment: Appointment.ID
    /// Position of its practitioner in the book.
    public let practitioner: Int
    /// Day of the book.
    public let day: Int
    /// Ticks it takes, buffers included.
    public let ticks: Range<Int>
    /// Positions of those who could give it in the same time at the same place.
    public let alternatives: [Int]

    /// A booking that may change hands.
    public init(
        appointment: Appointment.ID, practitioner: Int, day: Int, ticks: Range<Int>, alternatives: [Int]
    ) {
        self.appointment = appointment
        self.practitioner = practitioner
        self.day = day
        self.ticks = ticks
        self.alternatives = alternatives
    }
}

/// A slot that becomes free if others change their practitioner, and nothing else.
public struct ReshuffledSuggestion: Sendable, Hashable {
    /// One booking in other hands.
    public struct Handover: Sendable, Hashable {
        /// Which.
        public let appointment: Appointment.ID
        /// Position of the practitioner who takes it over.
        public let practitioner: Int
    }

    /// The slot.
    public let suggestion: Suggestion
    /// What makes it free, in an order in which each can be done.
    public let handovers: [Handover]
}

/// Finds slots that are free if bookings with "any practitioner" change hands.
///
/// All bookings in the way must find other hands at their own time: an augmenting path in the matching of bookings to
/// practitioners, looked for to a depth of two changes.
public struct SuggestReshuffled {
    private let request: SuggestionRequest
    private let book: SuggestionBook
    private let flexible: [Int: [FlexibleBooking]]

    private static let depth = 2

    /// Slots for `request` in `book`, whose `flexible` bookings may change hands.
    public init(_ request: SuggestionRequest, in book: SuggestionBook, flexible: [FlexibleBooking]) {
        self.request = request
        self.book = book
        self.flexible = Dictionary(grouping: flexible) { $0.practitioner * book.days.count + $0.day }
    }

    /// The cheapest such slot of every day, cheapest first, at most `limit`; slots that are free anyhow are left out.
    ///
    /// O(lines with flexible bookings × starts).
    public func callAsFunction(limit: Int = 3) -> [ReshuffledSuggestion] {
        var best: [Int: ReshuffledSuggestion] = [:]
        for (index, option) in request.options.enumerated() {
            for day in request.days {
                for found in slots(index, option, day)
                where found.suggestion.cost < best[day]?.suggestion.cost ?? .max { best[day] = found }
            }
        }
        return best.values.sorted {
            ($0.suggestion.cost, $0.suggestion.day) < ($1.suggestion.cost, $1.suggestion.day)
        }.prefix(limit).map { $0 }
    }

    /// The handovers that free one certain slot; `nil` if none do, empty if it is free.
    public func handovers(freeing ticks: Range<Int>, of practitioner: Int, on day: Int)
        -> [ReshuffledSuggestion.Handover]?
    {
        var plan = HandoverPlan(book: book, flexible: flexible)
        return plan.vacate(ticks, of: practitioner, on: day, depth: Self.depth) ? plan.handovers : nil
    }

    private func slots(
        _ index: Int, _ option: SuggestionRequest.Option, _ day: Int
    ) -> [ReshuffledSuggestion] {
        let line = option.practitioner * book.days.count + day
        guard let bookings = flexible[line] else { return [] }
        var opened = book
        for booking in bookings { opened.free[line].insert(booking.ticks) }
        let scan = SuggestionScan(request, opened)
        let (before, total) = option.length.ticks(of: SuggestionBook.tickMinutes)
        var found: [ReshuffledSuggestion] = []
        scan.forEachStart(index, day) { cell in
            let busy = cell.start - before..<cell.start - before + total
            guard cell.cost < found.last?.suggestion.cost ?? .max, !book.free[line].contains(busy),
                let handovers = handovers(freeing: busy, of: option.practitioner, on: day)
            else { return }
            found.append(ReshuffledSuggestion(suggestion: scan.suggestion(cell), handovers: handovers))
        }
        return found
    }
}

/// Handovers under way, with what they take.
private struct HandoverPlan {
    let book: SuggestionBook
    let flexible: [Int: [FlexibleBooking]]
    private(set) var handovers: [ReshuffledSuggestion.Handover] = []
    private var taken: [Int: TickSet] = [:]
    private var moved: Set<Appointment.ID> = []

    init(book: SuggestionBook, flexible: [Int: [FlexibleBooking]]) {
        self.book = book
        self.flexible = flexible
    }

    /// Makes `ticks` free; on failure the plan is as it was.
    mutating func vacate(_ ticks: Range<Int>, of practitioner: Int, on day: Int, depth: Int) -> Bool {
        let line = practitioner * book.days.count + day
        let blocking = (flexible[line] ?? []).filter {
            $0.ticks.overlaps(ticks) && !moved.contains($0.appointment)
        }
        var free = book.free[line].subtracting(taken[line] ?? TickSet())
        for booking in flexible[line] ?? []
        where blocking.contains(booking) || moved.contains(booking.appointment) {
            free.insert(booking.ticks)
        }
        guard free.contains(ticks) else { return false }
        guard !blocking.isEmpty else {
            taken[line, default: TickSet()].insert(ticks)
            return true
        }
        guard depth > 0 else { return false }
        let before = self
        taken[line, default: TickSet()].insert(ticks)
        for booking in blocking where !hand(booking, depth: depth) {
            self = before
            return false
        }
        return true
    }

    private mutating func hand(_ booking: FlexibleBooking, depth: Int) -> Bool {
        moved.insert(booking.appointment)
        for other in booking.alternatives where other != booking.practitioner {
            if vacate(booking.ticks, of: other, on: booking.day, depth: depth - 1) {
                handovers.append(.init(appointment: booking.appointment, practitioner: other))
                return true
            }
        }
        moved.remove(booking.appointment)
        return false
    }
}
