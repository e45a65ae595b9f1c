public import Domain

/// A month of patients who ask for appointments, drawn from rates; the same seed draws the same patients.
public struct Demand: Sendable {
    /// Somebody who asks.
    public struct Arrival: Sendable, Hashable {
        /// Day of the book on which they ask.
        public let day: Int
        /// Position in `types`.
        public let type: Int
        /// How soon care is needed.
        public let priority: Priority
        /// Days from asking to the day from which a place is wanted.
        public let lead: Int
        /// Position in the book of the practitioner they would like; `nil` for no wish.
        public let wished: Int?
        /// In `[0, 1)`: they do not come if it is below the rate of their lead.
        public let reliability: Double
    }

    /// One kind of appointment as it is asked for.
    public struct Kind: Sendable {
        /// A request whose days are replaced.
        public let request: SuggestionRequest
        /// Mean number who ask on a day that is worked.
        public let perDay: Double
        /// Price in cents.
        public let priceCents: Int
        /// How many days ahead a patient can be booked.
        public let horizonDays: Int
        /// How many days ahead patients wanted theirs, one entry each; empty if nothing is known.
        public let leads: [Int]

        /// A kind of demand.
        public init(
            request: SuggestionRequest, perDay: Double, priceCents: Int, horizonDays: Int, leads: [Int] = []
        ) {
            self.request = request
            self.perDay = perDay
            self.priceCents = priceCents
            self.horizonDays = horizonDays
            self.leads = leads
        }
    }

    /// What is asked for.
    public let types: [Kind]
    /// Days on which patients ask.
    public let days: [Int]
    /// By day, then in the order they ask.
    public let arrivals: [Arrival]

    /// Share of patients who do not come, by days between asking and appointment.
    ///
    /// The rates are those that a seeded clinic is calibrated to (`docs/domain.md`).
    public static func noShowRate(leadDays: Int) -> Double {
        switch leadDays {
        case ...0: 0.046
        case 1...2: 0.20
        case 3...7: 0.25
        case 8...14: 0.30
        case 15...30: 0.33
        default: 0.35
        }
    }

    /// Variance of how many ask on a day over their mean; 1 would be chance alone.
    ///
    /// As in a public record of 110,527 appointments of 2016 (`docs/domain.md`), after the profile over the week.
    private static let dispersion = 2.8

    /// Draws who asks on each of `days` days that is `isAsked`.
    ///
    /// Busy days are busy for all: the rates of a day are those of its kinds times one factor with a gamma distribution, so
    /// that the number of a day is negative binomial (Greenwood and Yule, 1920).
    ///
    /// - Parameters:
    ///   - types: What is asked for and how often.
    ///   - days: Days of the book, from the first.
    ///   - isAsked: Whether patients ask on a day.
    ///   - seed: Of the draw.
    public init(_ types: [Kind], days: Int, isAsked: (Int) -> Bool, seed: UInt64) {
        self.types = types
        self.days = (0..<days).filter(isAsked)
        var random = SeededRandom(seed: seed)
        var arrivals: [Arrival] = []
        let all = types.reduce(0) { $0 + $1.perDay }
        for day in self.days {
            let factor = Self.factor(mean: all, &random)
            for (type, kind) in types.enumerated() {
                for _ in 0..<Self.draw(mean: kind.perDay * factor, &random) {
                    let urgency = random.unit()
                    let options = kind.request.options
                    // As many draws whoever is there: other hands change who is wished, not who asks.
                    let (hasWish, choice) = (random.unit() < 0.5 && !options.isEmpty, random.unit())
                    arrivals.append(
                        Arrival(
                            day: day, type: type,
                            priority: urgency < 0.1 ? .urgent : urgency < 0.7 ? .normal : .routine,
                            lead: kind.leads.isEmpty ? 0 : kind.leads[random.below(kind.leads.count)],
                            wished: hasWish ? options[Int(choice * Double(options.count))].practitioner : nil,
                            reliability: random.unit()
                        )
                    )
                }
            }
        }
        self.arrivals = arrivals
    }

    /// What a day's rates are multiplied by: 1 on average, a sum of exponential times that gives the dispersion.
    private static func factor(mean: Double, _ random: inout SeededRandom) -> Double {
        let shape = max(1, Int((mean / (dispersion - 1)).rounded()))
        return (0..<shape).reduce(0) { sum, _ in sum - logarithm(max(random.unit(), 1e-12)) } / Double(shape)
    }

    /// A Poisson number: how many exponential gaps fit into one day (Knuth's product of uniforms).
    private static func draw(mean: Double, _ random: inout SeededRandom) -> Int {
        var left = mean
        var count = -1
        // e^−x underflows for large means; a sum of logarithms does not.
        while left >= 0 {
            left += Self.logarithm(max(random.unit(), 1e-12))
            count += 1
        }
        return count
    }

    /// ln x for 0 < x ≤ 1, to 1e-12, from the series of atanh after halving; the pure rings import no C library.
    private static func logarithm(_ x: Double) -> Double {
        let exponent = x.exponent
        let ratio = (x.significand - 1) / (x.significand + 1)
        var (power, sum) = (ratio, 0.0)
        for odd in stride(from: 1.0, through: 31, by: 2) {
            sum += power / odd
            power *= ratio * ratio
        }
        return Double(exponent) * 0.693_147_180_559_945_3 + 2 * sum
    }
}
