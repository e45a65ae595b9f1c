public import Domain

/// What each kind of inconvenience costs, in points; all whole and not negative, so that a bound can be rounded up.
public struct PlacementWeights: Sendable, Hashable, Codable {
    /// Points per day later than the original day, by priority.
    public struct ByPriority: Sendable, Hashable, Codable {
        var urgent: Int
        var normal: Int
        var routine: Int

        subscript(priority: Priority) -> Int {
            switch priority {
            case .urgent: urgent
            case .normal: normal
            case .routine: routine
            }
        }
    }

    /// Points for leaving a request out; a movable one may not be left out at all.
    public struct Unplaced: Sendable, Hashable, Codable {
        var urgent: Int
        var normal: Int
        var routine: Int
        var movable: Int

        subscript(priority: Priority) -> Int {
            ByPriority(urgent: urgent, normal: normal, routine: routine)[priority]
        }
    }

    var late: ByPriority
    var early: Int
    var preferredPractitioner: Int
    var otherPractitioner: Int
    var timeOfDayStepTicks: Int
    var timeOfDayCap: Int
    var weekdayChange: Int
    var unwantedWeekday: Int
    var unwantedTimeOfDay: Int
    var locationChange: Int
    var overtimeTick: Int
    var move: Int
    var unplaced: Unplaced
    var overloadTick: Int

    /// The weights a clinic starts with.
    public static let standard = PlacementWeights(
        late: ByPriority(urgent: 12, normal: 4, routine: 2), early: 2, preferredPractitioner: 6,
        otherPractitioner: 8, timeOfDayStepTicks: 3, timeOfDayCap: 16, weekdayChange: 3, unwantedWeekday: 10,
        unwantedTimeOfDay: 8, locationChange: 12, overtimeTick: 5, move: 30,
        unplaced: Unplaced(urgent: 2_000, normal: 800, routine: 400, movable: 5_000), overloadTick: 4
    )

    /// Points of one day of waiting.
    public func waiting(_ priority: Priority) -> Int { late[priority] }

    /// Every weight by its name; points are 0 to 1,000,000.
    private static var table: [(name: String, path: WritableKeyPath<PlacementWeights, Int>)] {
        [
            ("late.urgent", \.late.urgent), ("late.normal", \.late.normal), ("late.routine", \.late.routine),
            ("early", \.early), ("preferredPractitioner", \.preferredPractitioner),
            ("otherPractitioner", \.otherPractitioner), ("timeOfDayCap", \.timeOfDayCap),
            ("weekdayChange", \.weekdayChange), ("unwantedWeekday", \.unwantedWeekday),
            ("unwantedTimeOfDay", \.unwantedTimeOfDay), ("locationChange", \.locationChange),
            ("overtimeTick", \.overtimeTick), ("move", \.move), ("unplaced.urgent", \.unplaced.urgent),
            ("unplaced.normal", \.unplaced.normal), ("unplaced.routine", \.unplaced.routine),
            ("unplaced.movable", \.unplaced.movable), ("overloadTick", \.overloadTick),
        ]
    }

    /// Every weight with its name and value, for validation.
    var all: [(name: String, value: Int)] { Self.table.map { ($0.name, self[keyPath: $0.path]) } }

    /// The same weights with one changed.
    ///
    /// - Parameters:
    ///   - name: As in files, such as `late.urgent`.
    ///   - points: 0 to 1,000,000.
    /// - Returns: The changed weights.
    /// - Throws: `ProblemError.invalid` for another name or value.
    public func setting(_ name: String, to points: Int) throws(ProblemError) -> PlacementWeights {
        guard let entry = Self.table.first(where: { $0.name == name }) else {
            throw .invalid(
                field: "weights", value: name,
                rule: "the names are \(Self.table.map(\.name).joined(separator: ", "))")
        }
        guard (0...1_000_000).contains(points) else {
            throw .invalid(field: "weights.\(name)", value: "\(points)", rule: "points are 0 to 1000000")
        }
        var changed = self
        changed[keyPath: entry.path] = points
        return changed
    }
}
