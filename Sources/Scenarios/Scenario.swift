public import Book
public import Domain

/// A what-if: a copy of a book, what is changed in it, what is asked of it, and what the answer must be like.
public struct Scenario: Sendable, Hashable, Codable {
    /// For people.
    public let name: String
    /// Why anybody would ask.
    public let about: String?
    /// The book it begins with.
    public let base: Base
    /// In order.
    public let changes: [Change]?
    /// What is asked.
    public let question: Question
    /// What must hold, as `unplaced <= 3`.
    public let expect: [Expectation]?

    /// The book a scenario begins with.
    public enum Base: Sendable, Hashable, Codable {
        /// A made-up clinic on a fixed day.
        case seed(size: String, seed: Int, today: LocalDate)
        /// Sheets that `slotwise export` wrote, in a directory relative to the scenario's file.
        case sheets(directory: String, today: LocalDate)
        /// A copy of the live book.
        case live
    }

    /// Something that is different.
    public enum Change: Sendable, Hashable, Codable {
        /// A practitioner is away, both days inclusive.
        case absence(practitioner: Practitioner.ID, from: LocalDate, to: LocalDate)
        /// Nobody works at a location, both days inclusive.
        case closedLocation(location: Location.ID, from: LocalDate, to: LocalDate)
        /// A practitioner works at another time as well.
        case extraSession(practitioner: Practitioner.ID, date: LocalDate, hours: String)
        /// Somebody new who works as another does, with an empty book.
        case newPractitioner(like: Practitioner.ID, name: String)
        /// More or fewer patients ask, of one type or of all; for a replay.
        case demand(percent: Int, type: AppointmentType.ID?)
        /// A type takes longer from now on.
        case longer(type: AppointmentType.ID, minutes: Int)
        /// A rule of a type is another.
        case rule(type: AppointmentType.ID, horizonDays: Int?, noticeMinutes: Int?, perPractitionerDay: Int?)
        /// A weight of plans is another.
        case weight(name: String, points: Int)
        /// Time of every weekday is kept for urgent patients until so many hours before.
        case carveOut(practitioner: Practitioner.ID, hours: String, releaseHours: Int)
        /// Sessions take extra patients because some will not come; for a replay.
        case overbooking(perSession: Int, waitMinutes: Double)
    }

    /// What is asked of the changed book.
    public enum Question: Sendable, Hashable, Codable {
        /// Where does everybody go whom the changes displace? Others make room if `movesOthers`, but not if they start
        /// within `freezeHours`; everybody may work `overtimeMinutes` longer; the search ends after `work` units.
        case place(
            movesOthers: Bool?, freezeHours: Int?, overtimeMinutes: Int?, fairness: PlanOptions.Fairness?,
            work: Int?)
        /// Can load be spread better over these days, both inclusive?
        case rebalance(from: LocalDate, to: LocalDate, work: Int?)
        /// What would so many days of demand be like?
        case replay(days: Int, seed: Int)
        /// How should weekly hours be divided between types to see the third open slot of each within so many days?
        case template(targetDays: Double, days: Int, seed: Int)
    }
}
