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
    /// - Throws: `BookingError.unknown` if there is none, or it is not theirs.
    public func callAsFunction(_ id: WaitlistEntry.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, _ in
            let patient = try transaction.waitlistEntry(id).patient
            guard caller.waits(for: patient) else {
                throw BookingError.unknown(kind: "waitlist entry", id: id.rawValue)
            }
            _ = try transaction.deleteWaitlistEntry(id)
            try transaction.record(.waitlistLeft, id.rawValue, audience: ["patient/\(patient)"], by: caller)
        }
    }
}
