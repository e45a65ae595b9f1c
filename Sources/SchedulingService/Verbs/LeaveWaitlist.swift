public import Domain
import Storage

/// Takes somebody off the waitlist.
public struct LeaveWaitlist: Sendable {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Removes an entry with its offers; what an offer holds lets go by itself.
    ///
    /// - Throws: `BookingError.unknown`.
    public func callAsFunction(_ id: WaitlistEntry.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in
            guard try transaction.deleteWaitlistEntry(id) else {
                throw BookingError.unknown(kind: "waitlist entry", id: id.rawValue)
            }
            try transaction.record(.waitlistLeft, id.rawValue, by: caller)
        }
    }
}
