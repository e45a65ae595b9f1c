public import Book
public import Domain
import Storage

/// Gives a held slot back before the hold expires.
public struct ReleaseHold: Sendable {
    private let scheduling: Scheduling

    /// Releases in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Releases a hold.
    ///
    /// - Throws: `BookingError.holdExpired` if it is gone already.
    public func callAsFunction(_ id: Hold.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, context in
            _ = try transaction.hold(id, context, for: caller)
            _ = try transaction.deleteHold(id)
        }
    }
}
