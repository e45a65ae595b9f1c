import Storage
package import Book
package import Domain

/// Finds the next free day of several practitioners.
package struct FindNextFree {
    private let scheduling: Scheduling

    /// Finds in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// The first local day on which each has a free slot of `type`, until its horizon; those who have none are left out.
    ///
    /// - Complexity: One snapshot; a query per practitioner and day that is looked at.
    /// - Throws: `StorageError`.
    package func callAsFunction(_ type: AppointmentType, with practitioners: [Practitioner]) async throws
        -> [Practitioner.ID: LocalDate]
    {
        try await scheduling.read { transaction, context in
            // The day may have begun in one zone and not in another.
            let today = practitioners.map { context.today(at: transaction.now, $0.location) }.min()
            guard let today else { return [:] }
            let free = try FreeSlots(
                transaction, type, from: today, days: type.limits.horizonDays + 2, context)
            return Dictionary(
                uniqueKeysWithValues: try practitioners.compactMap { practitioner in
                    try free.firstDay(with: practitioner).map { (practitioner.id, $0) }
                })
        }
    }
}
