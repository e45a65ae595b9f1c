package import Book
package import Domain

/// Looks up what a patient waits for.
package struct FindWaitlistEntry {
    private let scheduling: Scheduling

    /// Reads the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// The entry as it stands.
    ///
    /// - Throws: `BookingError.unknown` if there is none, or it is not the caller's.
    package func callAsFunction(_ id: WaitlistEntry.ID, for caller: Caller) async throws -> WaitlistEntry {
        try await scheduling.read { transaction, _ in
            let entry = try transaction.waitlistEntry(id)
            guard caller.waits(for: entry.patient) else {
                throw BookingError.unknown(kind: "waitlist entry", id: id.rawValue)
            }
            return entry
        }
    }
}
