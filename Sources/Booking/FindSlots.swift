public import Book
import Availability
public import Domain
package import Storage

/// Lists free slots in chronological order.
public struct FindSlots: Sendable {
    private let scheduling: Scheduling

    /// Finds in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Free slots of `type` on local days from `first`, `days` of them.
    ///
    /// - Parameters:
    ///   - type: What is to be booked.
    ///   - practitioner: With whom; `nil` for anybody who gives it.
    ///   - location: Where; `nil` for anywhere.
    ///   - first: First local day.
    ///   - days: How many days, 1...366.
    ///   - limit: At most so many slots.
    /// - Returns: By start, then practitioner. Nothing is held by looking.
    /// - Throws: `BookingError.unknown` for a type or practitioner the clinic does not have.
    public func callAsFunction(
        _ type: AppointmentType.ID, with practitioner: Practitioner.ID? = nil,
        at location: Location.ID? = nil,
        from first: LocalDate, days: Int, limit: Int = 500
    ) async throws -> [Slot] {
        try await scheduling.read { transaction, context in
            let type = try context.type(type)
            let who =
                try practitioner.map { [try context.practitioner($0)] }
                ?? context.clinic.practitioners(for: type)
            if let location, context.clinic.locations[location] == nil {
                throw BookingError.unknown(kind: "location", id: location.rawValue)
            }
            let rules = SlotDerivation(context: context, now: transaction.now)
            let span = context.span(of: (0..<max(0, days)).map { first + $0 })
            let caps = try CapUse(transaction, context, in: span)
            var found: [Slot] = []
            for date in (0..<max(0, days)).map({ first + $0 }) where found.count < limit {
                for practitioner in who
                where (location == nil || practitioner.location == location)
                    && !caps.isUsedUp(type, practitioner.id, on: date)
                {
                    let offered = rules.slots(type, with: practitioner, on: date)
                    found += try transaction.free(offered)
                }
            }
            let inOrder = found.sorted {
                ($0.range.start, $0.practitioner) < ($1.range.start, $1.practitioner)
            }
            return Array(inOrder.prefix(max(0, limit)))
        }
    }
}

package extension ReadTransaction {
    /// Those of one practitioner's slots, by start, that nothing occupies.
    fileprivate func free(_ slots: [Slot]) throws -> [Slot] {
        guard let first = slots.first, let last = slots.last else { return [] }
        let span = TimeRange(start: first.busy.start, end: last.busy.end)
        let taken = TimeRanges(try occupied("practitioner/\(first.practitioner)", span))
        let poolUse = try first.pools.map { pool in
            (
                taken: try occupied("pool/\(pool)", span),
                capacity: try capacity(of: pool)
            )
        }
        return slots.filter { slot in
            !taken.ranges.contains { $0.overlaps(slot.busy) }
                && poolUse.allSatisfy { use in
                    mostAtOnce(use.taken.filter { $0.overlaps(slot.busy) }, in: slot.busy) < use.capacity
                }
        }
    }
}
