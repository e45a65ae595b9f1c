import Domain

/// Why a slot costs what it costs: each term in points with what it was counted from.
public enum SuggestionTerm: Sendable, Hashable {
    /// Days after the first day asked for.
    case waiting(days: Int, points: Int)
    /// Not the wished practitioner.
    case otherPractitioner(points: Int)
    /// Not a wished weekday.
    case otherWeekday(points: Int)
    /// Not the wished half of the day.
    case otherHalfDay(points: Int)
    /// Not the wished location.
    case otherLocation(points: Int)
    /// Leaves free time that common types fill worse: minutes lost.
    case fragmentation(minutes: Int, points: Int)
    /// Takes scarce time that urgent patients may need tomorrow.
    case urgentCapacity(points: Int)
    /// The practitioner is busier than the others.
    case load(points: Int)

    /// Its part of the cost.
    public var points: Int {
        switch self {
        case .waiting(_, let points), .otherPractitioner(let points), .otherWeekday(let points),
            .otherHalfDay(let points), .otherLocation(let points), .fragmentation(_, let points),
            .urgentCapacity(let points), .load(let points):
            points
        }
    }
}

/// The points of a slot for one request: the patient's wishes plus what the slot costs everyone else.
struct SuggestionCost {
    let book: SuggestionBook
    let request: SuggestionRequest
    private let weights = PlacementWeights.standard
    private let meanLoad: Double

    /// Points for each tick-equivalent that a booking spoils.
    private static let fragmentationPoints = 4.0
    /// Points for taking all that is left on a day that urgent patients may need.
    private static let urgentPoints = 12.0
    /// Days, counted from the first of the book, that urgent patients may need.
    private static let urgentDays = 2
    /// Points per percent of load above the mean, over ten.
    private static let loadPoints = 40.0

    init(_ book: SuggestionBook, _ request: SuggestionRequest) {
        self.book = book
        self.request = request
        let loads = request.options.map { book.load[$0.practitioner] }
        meanLoad = loads.isEmpty ? 0 : loads.reduce(0, +) / Double(loads.count)
    }

    /// The part that depends on practitioner and day only.
    func ofDay(_ option: SuggestionRequest.Option, day: Int) -> Int {
        dayTerms(option, day: day).reduce(0) { $0 + $1.points }
    }

    /// The part that depends on the start as well; `busy` is the start with its buffers.
    func ofStart(_ busy: Range<Int>, visibleStart: Int, in free: TickSet) -> Int {
        let loss = book.fragmentation.loss(of: busy, in: free.run(around: busy.lowerBound))
        return Int((loss * Self.fragmentationPoints).rounded()) + halfDayPoints(visibleStart)
    }

    /// All terms that are not zero.
    func terms(_ option: SuggestionRequest.Option, day: Int, busy: Range<Int>, visibleStart: Int)
        -> [SuggestionTerm]
    {
        let line = option.practitioner * book.days.count + day
        let loss = book.fragmentation.loss(of: busy, in: book.free[line].run(around: busy.lowerBound))
        let all =
            dayTerms(option, day: day) + [
                .otherHalfDay(points: halfDayPoints(visibleStart)),
                .fragmentation(
                    minutes: Int((loss * Double(SuggestionBook.tickMinutes)).rounded()),
                    points: Int((loss * Self.fragmentationPoints).rounded())
                ),
            ]
        return all.filter { $0.points > 0 }
    }

    private func dayTerms(_ option: SuggestionRequest.Option, day: Int) -> [SuggestionTerm] {
        let practitioner = book.practitioners[option.practitioner]
        let wishes = request.preferences
        let waited = day - request.days.lowerBound
        let line = option.practitioner * book.days.count + day
        let taken = Double(option.length.total.count / SuggestionBook.tickMinutes)
        let isScarce = day < Self.urgentDays && request.priority != .urgent
        let scarcity = isScarce ? Self.urgentPoints * taken / max(taken, Double(book.free[line].count)) : 0
        let isOther = !wishes.practitioners.isEmpty && !wishes.practitioners.contains(practitioner.id)
        let isOffDay = !wishes.weekdays.isEmpty && !wishes.weekdays.contains(book.days[day].weekday)
        let isElsewhere = wishes.location.map { $0 != practitioner.location } ?? false
        let overload = max(0, book.load[option.practitioner] - meanLoad)
        return [
            .waiting(days: waited, points: waited * weights.late[request.priority]),
            .otherPractitioner(points: isOther ? weights.otherPractitioner : 0),
            .otherWeekday(points: isOffDay ? weights.unwantedWeekday : 0),
            .otherLocation(points: isElsewhere ? weights.locationChange : 0),
            .urgentCapacity(points: Int(scarcity.rounded())),
            .load(points: Int((overload * Self.loadPoints).rounded())),
        ]
    }

    private func halfDayPoints(_ start: Int) -> Int {
        let noon = 720 / SuggestionBook.tickMinutes
        switch request.preferences.timeOfDay {
        case .am where start >= noon, .pm where start < noon: return weights.unwantedTimeOfDay
        default: return 0
        }
    }
}
