import Domain

/// Why a slot costs what it costs: each term in points with what it was counted from.
public enum SuggestionTerm: Sendable, Hashable {
    /// Days from today.
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
    /// What depends on the option alone, and on the day alone; asked for thousands of times.
    private var byOption: [Int] = []
    private var byDay: [Int] = []

    /// Points for each tick-equivalent that a booking spoils.
    private static let pointsPerTick = 4.0
    /// Points for taking all that is left on a day that urgent patients may need.
    private static let urgentPoints = 12.0
    /// Days, counted from today, that urgent patients may need.
    private static let urgentDays = 2
    /// Points per percent of load above the mean, over ten.
    private static let loadPoints = 40.0

    init(_ book: SuggestionBook, _ request: SuggestionRequest) {
        self.book = book
        self.request = request
        let loads = request.options.map { book.load[$0.practitioner] }
        meanLoad = loads.isEmpty ? 0 : loads.reduce(0, +) / Double(loads.count)
        byOption = request.options.map { practitionerPoints($0) + locationPoints($0) + loadPoints($0) }
        byDay = request.days.map { waitingPoints($0) + weekdayPoints($0) }
    }

    /// The part that depends on practitioner and day only.
    func ofDay(_ index: Int, day: Int) -> Int {
        byOption[index] + byDay[day - request.days.lowerBound]
            + (ahead(day) < Self.urgentDays ? urgencyPoints(request.options[index], day) : 0)
    }

    /// The part that depends on the start as well.
    ///
    /// - Parameters:
    ///   - busy: The start with its buffers.
    ///   - visibleStart: Where the patient's time begins.
    ///   - gap: The practitioner's free stretch around `busy`.
    /// - Returns: Points.
    func ofStart(_ busy: Range<Int>, visibleStart: Int, gap: Range<Int>) -> Int {
        Self.fragmentationPoints(book.fragmentation.loss(of: busy, in: gap)) + halfDayPoints(visibleStart)
    }

    /// All terms that are not zero.
    func terms(_ option: SuggestionRequest.Option, day: Int, busy: Range<Int>, visibleStart: Int)
        -> [SuggestionTerm]
    {
        let line = option.practitioner * book.days.count + day
        let loss = book.fragmentation.loss(of: busy, in: book.free[line].run(around: busy.lowerBound))
        let all: [SuggestionTerm] = [
            .waiting(days: ahead(day), points: waitingPoints(day)),
            .otherPractitioner(points: practitionerPoints(option)),
            .otherWeekday(points: weekdayPoints(day)),
            .otherLocation(points: locationPoints(option)),
            .urgentCapacity(points: urgencyPoints(option, day)),
            .load(points: loadPoints(option)),
            .otherHalfDay(points: halfDayPoints(visibleStart)),
            .fragmentation(
                minutes: Int((loss * Double(SuggestionBook.tickMinutes)).rounded()),
                points: Self.fragmentationPoints(loss)
            ),
        ]
        return all.filter { $0.points > 0 }
    }

    /// Days from today to a day of the book.
    ///
    /// No term counts from what was asked: a slot costs the same in every answer.
    private func ahead(_ day: Int) -> Int { max(0, book.days[day] - book.today) }

    func waitingPoints(_ day: Int) -> Int { ahead(day) * weights.late[request.priority] }

    private func practitionerPoints(_ option: SuggestionRequest.Option) -> Int {
        let wished = request.preferences.practitioners
        let isOther = !wished.isEmpty && !wished.contains(book.practitioners[option.practitioner].id)
        return isOther ? weights.otherPractitioner : 0
    }

    private func weekdayPoints(_ day: Int) -> Int {
        let wished = request.preferences.weekdays
        return wished.isEmpty || wished.contains(book.days[day].weekday) ? 0 : weights.unwantedWeekday
    }

    private func locationPoints(_ option: SuggestionRequest.Option) -> Int {
        guard let wished = request.preferences.location else { return 0 }
        return wished == book.practitioners[option.practitioner].location ? 0 : weights.locationChange
    }

    private func urgencyPoints(_ option: SuggestionRequest.Option, _ day: Int) -> Int {
        guard ahead(day) < Self.urgentDays, request.priority != .urgent else { return 0 }
        let taken = Double(option.length.total.count / SuggestionBook.tickMinutes)
        let left = Double(book.free[option.practitioner * book.days.count + day].count)
        return Int((Self.urgentPoints * taken / max(taken, left)).rounded())
    }

    private func loadPoints(_ option: SuggestionRequest.Option) -> Int {
        Int((max(0, book.load[option.practitioner] - meanLoad) * Self.loadPoints).rounded())
    }

    static func fragmentationPoints(_ loss: Double) -> Int {
        Int(loss * Self.pointsPerTick + 0.5)  // never negative
    }

    private func halfDayPoints(_ start: Int) -> Int {
        switch request.preferences.timeOfDay {
        case .am where start >= SuggestionBook.noon, .pm where start < SuggestionBook.noon:
            return weights.unwantedTimeOfDay
        default: return 0
        }
    }
}
