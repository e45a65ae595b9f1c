import Storage
import Availability
import Book
import Booking
import Domain
import Platform
import ServiceContracts

/// What is asked of free slots.
struct SlotQuery {
    let type: AppointmentType.ID
    let practitioner: Practitioner.ID?
    let location: Location.ID?
    let limit: Int
    private let from: LocalDate?
    private let to: LocalDate?

    init(_ call: Call, type: AppointmentType.ID) throws {
        self.type = type
        practitioner = try call.query("practitioner")
        location = try call.query("location")
        limit = try call.query("limit", Bounded<Bounds.SlotPage>.self)?.value ?? 200
        from = try call.query("from")
        to = try call.query("to")
    }

    /// The days that are asked for, and what is free on them.
    func find(in scheduling: Scheduling) async throws -> (days: ClosedRange<LocalDate>, slots: [Slot]) {
        try await scheduling.read { transaction, context in
            let days = try days(from: context.today(at: transaction.now, location))
            let found = try transaction.freeSlots(
                type, with: practitioner, at: location, from: days.lowerBound,
                days: days.upperBound - days.lowerBound + 1, limit: limit, context)
            return (days, found)
        }
    }

    /// The local days that are asked for; a week from today unless told otherwise.
    private func days(from today: LocalDate) throws -> ClosedRange<LocalDate> {
        let first = from ?? today
        let last = to ?? first + 6
        guard first - today <= 366 else {
            throw Problem.invalid("from", "must be at most 366 days from today")
        }
        guard last >= first, last - first <= 56 else {
            throw Problem.invalid("to", "must be from `from` to 56 days after it")
        }
        return first...last
    }
}
