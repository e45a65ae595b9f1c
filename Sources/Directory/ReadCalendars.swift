public import Book
import Domain
import ICalendar
public import ServiceContracts
import Storage

/// Reads the outside calendars that are due, and blocks the times at which practitioners are busy there.
///
/// *Rule.* What cannot be read now blocks what it did before, and says so. *Why.* A server that is away for an hour must not free a
/// surgeon's afternoon elsewhere. *If broken.* Somebody is booked where nobody is.
public struct ReadCalendars: Sendable {
    private let scheduling: Scheduling
    private let source: any CalendarSource

    /// How often one is looked at; all of it once a day, since the days that are looked ahead move on.
    private static let pause = Minutes(15)
    private static let freshness = Minutes(1_440)
    /// How far ahead it blocks.
    private static let ahead = Minutes(400 * 1_440)
    /// For so long nobody else reads what was taken.
    private static let lease = Minutes(3)
    private static let page = 4

    /// Works in the book of `scheduling`, with calendars of `source`.
    public init(_ scheduling: Scheduling, _ source: any CalendarSource) {
        self.scheduling = scheduling
        self.source = source
    }

    /// Reads all that are due; of several instances each its part.
    ///
    /// - Throws: `StorageError`.
    public func callAsFunction() async throws {
        while true {
            let now = try await scheduling.database.read { $0.now }
            guard try await scheduling.database.read({ try $0.hasDueOutsideCalendars() }) else { return }
            let due = try await scheduling.database.write {
                try $0.takeOutsideCalendars(limit: Self.page, until: now + Self.lease)
            }
            for calendar in due { try await read(calendar) }
            if due.isEmpty || Task.isCancelled { return }
        }
    }

    /// Reads a practitioner's now, if there is one.
    func read(_ practitioner: Practitioner.ID) async throws {
        guard
            let calendar = try await scheduling.database.read({
                try $0.outsideCalendar(of: practitioner)
            })
        else { return }
        try await read(calendar)
    }

    private func read(_ calendar: OutsideCalendar) async throws {
        let context = try await scheduling.clinic()
        guard context.clinic.practitioners[calendar.practitioner] != nil else {
            _ = try await scheduling.database.write {
                try $0.endOutsideCalendar(of: calendar.practitioner)
            }
            return
        }
        let now = try await scheduling.now()
        var (seen, busy) = (calendar, [TimeRange]?.none)
        seen.fault = nil
        do {
            let isFresh = calendar.readAt.map { $0 + Self.freshness > now } ?? false
            switch try await source.read(calendar.address, unless: isFresh ? calendar.tag : nil) {
            case .unchanged: break
            case .text(let text, let tag):
                busy = try ranges(in: text, of: calendar.practitioner, context, now)
                (seen.tag, seen.readAt) = (tag, now)
            }
            seen.seenAt = now
        } catch let trouble as CalendarTrouble {
            seen.fault = "\(trouble)"
        } catch let fault as CalendarFault {
            seen.fault = "\(fault)"
        }
        try await keep(seen, busy, now)
    }

    private func ranges(
        in text: String, of practitioner: Practitioner.ID, _ context: ClinicContext, _ now: Instant
    ) throws -> [TimeRange] {
        let location = try context.practitioner(practitioner).location
        let window = TimeRange(start: now - Self.freshness, end: now + Self.ahead)
        return try BusyCalendar(text, within: window, in: context.zone(of: location)) {
            scheduling.zone(named: $0)
        }.ranges
    }

    private func keep(_ calendar: OutsideCalendar, _ busy: [TimeRange]?, _ now: Instant) async throws {
        let practitioner = calendar.practitioner
        try await scheduling.write { transaction, context in
            guard try transaction.keep(calendar, dueAt: now + Self.pause), let busy else { return }
            let old = Set(context.clinic.busyTimes.filter { $0.practitioner == practitioner })
            let new = Set(busy.map { BusyTime(practitioner: practitioner, range: $0) })
            guard old != new else { return }
            var clinic = context.clinic
            clinic.busyTimes.removeAll { $0.practitioner == practitioner }
            clinic.busyTimes += busy.map { BusyTime(practitioner: practitioner, range: $0) }
            try transaction.store(clinic, over: context.clinic)
            for time in new.subtracting(old) {
                try transaction.releaseHolds(of: practitioner, in: time.range)
            }
            try transaction.record(
                .clinicChanged, "clinic", by: Self.itself, detail: "outside calendar of \(practitioner)")
        }
    }

    private static let itself = Caller(name: "outside-calendars", role: .administrator)
}
