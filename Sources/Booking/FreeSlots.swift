import Availability
package import Book
package import Domain
package import Storage

/// Slots of one type that the rules offer and nothing occupies, day by day.
package struct FreeSlots {
    private let transaction: any ReadTransaction
    private let type: AppointmentType
    private let rules: SlotDerivation
    private let caps: CapUse
    /// The local days that are looked at.
    package let dates: [LocalDate]

    /// Looks at `days` local days from `first`.
    package init(
        _ transaction: some ReadTransaction, _ type: AppointmentType, from first: LocalDate, days: Int,
        _ context: ClinicContext
    ) throws {
        self.transaction = transaction
        self.type = type
        rules = SlotDerivation(context: context, now: transaction.now)
        dates = (0..<max(0, days)).map { first + $0 }
        caps = try CapUse(transaction, context, in: context.span(of: dates))
    }

    /// The free slots of a practitioner that start on a local day, by start.
    package func slots(with practitioner: Practitioner, on date: LocalDate) throws -> [Slot] {
        guard !caps.isUsedUp(type, practitioner.id, on: date) else { return [] }
        return try free(rules.slots(type, with: practitioner, on: date))
    }

    /// The first local day on which a practitioner has a free slot.
    package func firstDay(with practitioner: Practitioner) throws -> LocalDate? {
        try dates.first { try !slots(with: practitioner, on: $0).isEmpty }
    }

    /// Those of one practitioner's slots, by start, that nothing occupies.
    private func free(_ slots: [Slot]) throws -> [Slot] {
        guard let first = slots.first, let last = slots.last else { return [] }
        let span = TimeRange(start: first.busy.start, end: last.busy.end)
        let taken = TimeRanges(try transaction.occupied("practitioner/\(first.practitioner)", span))
        let poolUse = try first.pools.map { pool in
            (
                taken: try transaction.occupied("pool/\(pool)", span),
                capacity: try transaction.capacity(of: pool)
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
