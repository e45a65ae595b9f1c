import LinearModel

/// How much a search may still do: seconds on a clock that is passed in, deterministic work units, and a cancel switch.
///
/// A search that ends by proof or by the work limit is repeatable; one that ends by the clock is not.
public struct EffortLimits: Sendable {
    /// Wall-clock seconds.
    public let seconds: Double
    /// Work units (simplex iterations and search moves); `nil` for no limit.
    public let work: Int?
    /// Seconds since some fixed moment, never going back.
    public let clock: @Sendable () -> Double

    /// Limits read against `clock`.
    public init(seconds: Double, work: Int? = nil, clock: @escaping @Sendable () -> Double) {
        self.seconds = seconds
        self.work = work
        self.clock = clock
    }
}

/// The running account of one search; used by one thread.
final class Effort {
    private let limits: EffortLimits
    private let control: SolveControl
    private let begin: Double
    private var searchMoves = 0
    /// Simplex iterations so far; set by the master program.
    var iterations = 0

    init(_ limits: EffortLimits, control: SolveControl) {
        self.limits = limits
        self.control = control
        begin = limits.clock()
    }

    var elapsed: Double { limits.clock() - begin }
    var secondsLeft: Double { limits.seconds - elapsed }
    var work: Int { searchMoves + iterations }
    /// Work units left; `nil` without a limit.
    var workLeft: Int? { limits.work.map { max(0, $0 - work) } }
    var isExhausted: Bool { stoppedBy != nil }

    /// Which limit is reached, if any.
    var stoppedBy: Termination.Limit? {
        if control.isCancelled { return .cancellation }
        if let limit = limits.work, work >= limit { return .work }
        return secondsLeft <= 0 ? .time : nil
    }

    func spend(moves: Int) { searchMoves += moves }

    func report(_ cost: Int?, _ bound: Int) {
        control.report(.init(incumbent: cost.map(Double.init), bound: Double(bound)))
    }
}
