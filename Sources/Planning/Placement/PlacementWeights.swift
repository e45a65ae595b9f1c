import Domain

/// What each kind of inconvenience costs, in points; all whole and not negative, so that a bound can be rounded up.
public struct PlacementWeights: Sendable, Hashable, Codable {
    /// Points per day later than the original day, by priority.
    public struct ByPriority: Sendable, Hashable, Codable {
        let urgent: Int
        let normal: Int
        let routine: Int

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
        let urgent: Int
        let normal: Int
        let routine: Int
        let movable: Int

        subscript(priority: Priority) -> Int {
            ByPriority(urgent: urgent, normal: normal, routine: routine)[priority]
        }
    }

    let late: ByPriority
    let early: Int
    let preferredPractitioner: Int
    let otherPractitioner: Int
    let timeOfDayStepTicks: Int
    let timeOfDayCap: Int
    let weekdayChange: Int
    let unwantedWeekday: Int
    let unwantedTimeOfDay: Int
    let locationChange: Int
    let overtimeTick: Int
    let move: Int
    let unplaced: Unplaced
    let overloadTick: Int

    /// The weights a clinic starts with.
    public static let standard = PlacementWeights(
        late: ByPriority(urgent: 12, normal: 4, routine: 2), early: 2, preferredPractitioner: 6,
        otherPractitioner: 25, timeOfDayStepTicks: 3, timeOfDayCap: 16, weekdayChange: 3, unwantedWeekday: 10,
        unwantedTimeOfDay: 8, locationChange: 12, overtimeTick: 5, move: 30,
        unplaced: Unplaced(urgent: 2_000, normal: 800, routine: 400, movable: 5_000), overloadTick: 4
    )

    /// Every weight with its name, for validation.
    var all: [(name: String, value: Int)] {
        [
            ("late.urgent", late.urgent), ("late.normal", late.normal), ("late.routine", late.routine),
            ("early", early), ("preferredPractitioner", preferredPractitioner),
            ("otherPractitioner", otherPractitioner), ("timeOfDayCap", timeOfDayCap),
            ("weekdayChange", weekdayChange), ("unwantedWeekday", unwantedWeekday),
            ("unwantedTimeOfDay", unwantedTimeOfDay), ("locationChange", locationChange),
            ("overtimeTick", overtimeTick), ("move", move), ("unplaced.urgent", unplaced.urgent),
            ("unplaced.normal", unplaced.normal), ("unplaced.routine", unplaced.routine),
            ("unplaced.movable", unplaced.movable), ("overloadTick", overloadTick),
        ]
    }
}
