package import Book
package import Domain
package import ServiceContracts
import Storage

/// Keeps whose calendar outside the clinic is followed, and shows what it blocks.
///
/// *Rule.* What it blocks is when, and nothing of why; its address is shown to nobody. *Why.* It is somebody's private calendar. *If
/// broken.* An administrator reads what a colleague does on Sunday.
package struct FollowCalendar: Sendable {
    private let scheduling: Scheduling
    private let source: any CalendarSource

    /// Works in the book of `scheduling`, with calendars of `source`.
    package init(_ scheduling: Scheduling, _ source: any CalendarSource) {
        self.scheduling = scheduling
        self.source = source
    }

    /// A calendar with what it blocks.
    package struct Shown: Sendable {
        /// The calendar.
        package let calendar: OutsideCalendar
        /// From now on, in order.
        package let busy: [TimeRange]
        /// Whose appointments it overlaps, by start.
        package let displaced: [Displaced]
    }

    /// There is none.
    package struct None: Error {}

    /// Follows the calendar at an address, and reads it at once; what one before blocked stays blocked until it is read.
    ///
    /// - Throws: ``BookingError``.
    package func begin(
        _ practitioner: Practitioner.ID, at address: String, by caller: Caller
    ) async throws -> Shown {
        try await scheduling.write { transaction, context in
            _ = try context.practitioner(practitioner)
            guard try transaction.outsideCalendar(of: practitioner)?.address != address else { return }
            try transaction.begin(OutsideCalendar(practitioner: practitioner, address: address))
            try transaction.record(
                .clinicChanged, "clinic", by: caller, detail: "outside calendar of \(practitioner)")
        }
        try await ReadCalendars(scheduling, source).read(practitioner)
        return try await show(practitioner)
    }

    /// How far it was read, and what it blocks.
    ///
    /// - Throws: ``None``, or what the store throws.
    package func show(_ practitioner: Practitioner.ID) async throws -> Shown {
        try await scheduling.read { transaction, context in
            guard let calendar = try transaction.outsideCalendar(of: practitioner) else { throw None() }
            let busy = context.clinic.busyTimes.filter { $0.practitioner == practitioner }.map(\.range)
                .filter { $0.end > transaction.now }.sorted { $0.start < $1.start }
            let displaced = try transaction.displaced(of: practitioner, by: busy)
            return Shown(calendar: calendar, busy: busy, displaced: displaced)
        }
    }

    /// Ends it, with what it blocked.
    ///
    /// - Throws: ``None``; nothing was written then.
    package func end(_ practitioner: Practitioner.ID, by caller: Caller) async throws {
        try await scheduling.write { transaction, context in
            guard try transaction.endOutsideCalendar(of: practitioner) else { throw None() }
            try transaction.clearBusyTimes(of: practitioner, context)
            try transaction.record(
                .clinicChanged, "clinic", by: caller, detail: "outside calendar of \(practitioner) ended")
        }
    }
}

extension Transaction {
    fileprivate func clearBusyTimes(of practitioner: Practitioner.ID, _ context: ClinicContext) throws {
        var clinic = context.clinic
        clinic.busyTimes.removeAll { $0.practitioner == practitioner }
        guard clinic != context.clinic else { return }
        try store(clinic, over: context.clinic)
    }
}
