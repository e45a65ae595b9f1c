public import Book
public import Domain
import Storage

/// Gives a hold another five minutes, once.
public struct ExtendHold: Sendable {
    private let scheduling: Scheduling

    /// Extends in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Extends a live hold; returns it with its new end.
    ///
    /// - Throws: `BookingError.holdExpired` or `.holdAlreadyExtended`.
    public func callAsFunction(_ id: Hold.ID, by caller: Caller) async throws -> Hold {
        try await scheduling.write { transaction, context in
            let hold = try transaction.hold(id, context, for: caller)
            guard !hold.wasExtended else { throw BookingError.holdAlreadyExtended(id) }
            let extended = Hold(
                id: id, slot: hold.slot, patient: hold.patient, expiresAt: hold.expiresAt + HoldSlot.length,
                wasExtended: true
            )
            try transaction.extendHold(id, until: extended.expiresAt)
            return extended
        }
    }
}
