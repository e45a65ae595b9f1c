public import Words

/// What scenarios are compared by.
public enum KeyFigure: String, Sendable, CaseIterable, Codable {
    case thirdNextAvailable, utilisation, overtimeMinutes, moved, movedOthers, bumpRate, waitingDays, unplaced
    case continuity, revenue, worstGroup, noShowRate, overbooked, cost, bound, gap

    /// For people.
    public func label(in words: Words) -> String { words.figure(rawValue) }

    /// Unit, as printed behind a number.
    public var unit: String {
        switch self {
        case .thirdNextAvailable, .waitingDays: "days"
        case .utilisation, .bumpRate, .continuity, .noShowRate, .gap: "%"
        case .overtimeMinutes: "min"
        case .revenue: "€"
        case .moved, .movedOthers, .unplaced, .overbooked, .worstGroup: ""
        case .cost, .bound: "points"
        }
    }

    /// Whether less is better; `nil` where that depends.
    public var isBetterLow: Bool? {
        switch self {
        case .thirdNextAvailable, .overtimeMinutes, .moved, .movedOthers, .bumpRate, .waitingDays, .unplaced,
            .worstGroup, .cost, .gap:
            true
        case .continuity, .revenue: false
        case .utilisation, .noShowRate, .overbooked, .bound: nil
        }
    }
}

/// The figures of one run.
public struct KeyFigures: Sendable, Hashable, Codable {
    /// Why how many found no place.
    public struct Cause: Sendable, Hashable, Codable {
        /// Why.
        public let reason: Reason
        /// How many.
        public let count: Int
    }

    /// Those that the question has.
    public var values: [String: Double] = [:]
    /// Days to the third open slot, by appointment type.
    public var thirdNextAvailableByType: [String: Double] = [:]
    /// How many found no place, by cause; most first.
    public var unplaced: [Cause] = []
    /// Which group is worst off.
    public var worstGroup: String?

    /// No figures yet.
    public init() {}

    /// Takes the days to the third open slot of every type, and their mean.
    package mutating func take(thirdNextAvailable days: [String: Double]) {
        thirdNextAvailableByType = days
        // In a fixed order: a sum of floating-point numbers depends on it.
        let sum = days.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
        self[.thirdNextAvailable] = days.isEmpty ? 0 : sum / Double(days.count)
    }

    /// The value of a figure; `nil` if the question has none.
    public subscript(figure: KeyFigure) -> Double? {
        get { values[figure.rawValue] }
        set { values[figure.rawValue] = newValue }
    }

    /// A figure by name: one of ``KeyFigure``, or `thirdNextAvailable.TYPE`.
    public func value(_ name: String) -> Double? {
        let prefix = "\(KeyFigure.thirdNextAvailable.rawValue)."
        return name.hasPrefix(prefix)
            ? thirdNextAvailableByType[String(name.dropFirst(prefix.count))] : values[name]
    }
}
