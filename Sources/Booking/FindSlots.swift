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
            try transaction.freeSlots(
                type, with: practitioner, at: location, from: first, days: days, limit: limit, context)
        }
    }
}

package extension ReadTransaction {
    /// See ``FindSlots``; as this transaction sees it.
    func freeSlots(
        _ type: AppointmentType.ID, with practitioner: Practitioner.ID?, at location: Location.ID?,
        from first: LocalDate, days: Int, limit: Int, _ context: ClinicContext
    ) throws -> [Slot] {
        let type = try context.type(type)
        let who =
            try practitioner.map { [try context.practitioner($0)] }
            ?? context.clinic.practitioners(for: type)
        if let location, context.clinic.locations[location] == nil {
            throw BookingError.unknown(kind: "location", id: location.rawValue)
        }
        let free = try FreeSlots(self, type, from: first, days: days, context)
        var found: [Slot] = []
        for date in free.dates where found.count < limit {
            for practitioner in who where location == nil || practitioner.location == location {
                found += try free.slots(with: practitioner, on: date)
            }
        }
        let inOrder = found.sorted { ($0.range.start, $0.practitioner) < ($1.range.start, $1.practitioner) }
        return Array(inOrder.prefix(max(0, limit)))
    }
}
