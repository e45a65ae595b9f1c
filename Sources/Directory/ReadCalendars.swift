import Availability
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
    /// How many days ahead it blocks.
    private static let ahead = 400
    /// For so long nobody else reads what was taken; a page of them takes less.
    private static let lease = Minutes(5)
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
            try await read(due)
            if due.isEmpty || Task.isCancelled { return }
        }
    }

    /// Reads a page; what keeps one from being kept keeps no other from being read.
    private func read(_ due: [OutsideCalendar]) async throws {
        var trouble: (any Error)?
        for calendar in due where !Task.isCancelled {
            do {
                try await read(calendar)
            } catch is CancellationError {
                return
            } catch {
                trouble = error
            }
        }
        if let trouble { throw trouble }
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
            case .bytes(let bytes, let tag):
                busy = try await ranges(in: bytes, of: calendar.practitioner, context, now)
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
        in bytes: [UInt8], of practitioner: Practitioner.ID, _ context: ClinicContext, _ now: Instant
    ) async throws -> [TimeRange] {
        let text = try CalendarText(bytes)
        let ids = Set(text.appointments.map { Appointment.ID($0) })
        let ours =
            ids.isEmpty
            ? [] : try await scheduling.look { Set(try $0.appointments(ids).map(\.id.rawValue)) }
        let zone = context.zone(of: try context.practitioner(practitioner).location)
        return try BusyCalendar(text, within: Self.window(at: now, in: zone), in: zone, ours: ours) {
            scheduling.zone(named: $0)
        }.ranges
    }

    /// Whole days, so that what is cut at its ends is cut anew once a day and not at each reading.
    private static func window(at now: Instant, in zone: ZoneRules) -> TimeRange {
        let first = zone.date(at: now)
        let start = zone.day(first)?.start ?? now
        return TimeRange(start: start, end: zone.day(first + ahead)?.start ?? start)
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
            try transaction.releaseHolds(of: practitioner, in: new.subtracting(old).map(\.range))
            try transaction.record(
                .clinicChanged, "clinic", by: Self.itself, detail: "outside calendar of \(practitioner)")
        }
    }

    private static let itself = Caller(name: "outside-calendars", role: .administrator)
}
