public import Book
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
            let patient = try transaction.waitlistEntry(id).patient
            _ = try transaction.deleteWaitlistEntry(id)
            try transaction.record(.waitlistLeft, id.rawValue, audience: ["patient/\(patient)"], by: caller)
        }
    }
}
