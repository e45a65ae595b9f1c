/// Why something is suggested, costs what it costs, or is not possible: what, with its numbers and names, until somebody reads
/// it.
///
/// ``Words`` turns it into a language. It is stored and sent as it is.
public struct Reason: Sendable, Hashable, Codable {
    /// What is said.
    public let code: Code
    /// What it is said with, by the names that the catalogue has.
    public let values: [String: Value]
    /// Points that it adds to a cost; `nil` for what is no part of one.
    public let points: Int?

    /// A reason.
    public init(_ code: Code, _ values: [String: Value] = [:], points: Int? = nil) {
        self.code = code
        self.values = values
        self.points = points
    }

    /// The same with its points.
    public func costing(_ points: Int) -> Reason { Reason(code, values, points: points) }

    /// What can be said; each has a sentence in each language.
    public enum Code: String, Sendable, CaseIterable, Codable {
        // What speaks for a slot.
        case firstDay = "slot.firstDay"
        case wishedPractitioner = "slot.wishedPractitioner"
        case wishedWeekday = "slot.wishedWeekday"
        case wishedMorning = "slot.wishedMorning"
        case wishedAfternoon = "slot.wishedAfternoon"
        case wishedLocation = "slot.wishedLocation"
        case noTimeWasted = "slot.noTimeWasted"
        case samePattern = "series.samePattern"
        // What speaks against it.
        case waiting = "slot.waiting"
        case unwishedPractitioner = "slot.otherPractitioner"
        case unwishedWeekday = "slot.otherWeekday"
        case notMorning = "slot.notMorning"
        case notAfternoon = "slot.notAfternoon"
        case unwishedLocation = "slot.otherLocation"
        case fragmentation = "slot.fragmentation"
        case urgentCapacity = "slot.urgentCapacity"
        case load = "slot.load"
        case departures = "series.departures"
        // What a wish costs.
        case wishUnavailable = "wish.unavailable"
        case wishFree = "wish.free"
        case wishCosts = "wish.costs"
        case wishCostsPractitioner = "wish.costsPractitioner"
        case morning = "wish.morning"
        case afternoon = "wish.afternoon"
        // Why nothing is suggested.
        case nobodySkilled = "why.nobodySkilled"
        case lacksResources = "why.lacksResources"
        case outsideOpening = "why.outsideOpening"
        case patientCap = "why.patientCap"
        case nobodyWorks = "why.nobodyWorks"
        case noRoom = "why.noRoom"
        case noRoomButKept = "why.noRoomButKept"
        case seriesEndsLate = "why.seriesEndsLate"
        case someVisitFull = "why.someVisitFull"
        // What would help.
        case later = "way.later"
        case overtime = "way.overtime"
        case patientBusy = "way.patientBusy"
        case reserved = "way.reserved"
        // Why an appointment moves; the last part is the term of the cost.
        case planSameDay = "plan.sameDay"
        case planLate = "plan.late"
        case planEarly = "plan.early"
        case planWeekdayChange = "plan.weekdayChange"
        case planUnwantedWeekday = "plan.unwantedWeekday"
        case planOtherPractitioner = "plan.otherPractitioner"
        case planLocationChange = "plan.locationChange"
        case planTimeOfDay = "plan.timeOfDay"
        case planUnwantedTimeOfDay = "plan.unwantedTimeOfDay"
        case planOvertime = "plan.overtime"
        case planMove = "plan.move"
        // Why it cannot.
        case unplacedNoDay = "unplaced.noDay"
        case unplacedTaken = "unplaced.taken"
        case unplacedNobodyFree = "unplaced.nobodyFree"
        case unplacedNobodyFreeOrCapped = "unplaced.nobodyFreeOrCapped"
        case unplacedNothingOpen = "unplaced.nothingOpen"
        // Where and when somebody has an appointment.
        case seat = "seat"
    }
}
