public import Availability
public import Domain

/// When a reminder goes out.
public struct DueReminder: Sendable, Hashable {
    /// How long before the visit it was meant to be.
    public let offset: Minutes
    /// When it is sent.
    public let at: Instant

    /// Somebody who booked a moment ago knows when they come.
    private static let soonAfterBooking = Minutes(60)
    /// A reminder that comes later than this before the visit is none.
    private static let leastNotice = Minutes(30)

    /// The reminders of a visit, earliest first.
    ///
    /// *Rule.* Nothing goes out in the quiet hours of the patient's wall clock: a reminder waits until they end if half an hour is
    /// left before the visit then, and goes out before they begin otherwise. One that would be due within an hour of `since`, or
    /// before it, is left out. *If broken.* People are woken, or told what they know.
    ///
    /// - Parameters:
    ///   - start: Of the visit.
    ///   - policy: How long before.
    ///   - quiet: Hours in which nothing is sent; `nil` for none.
    ///   - zone: Whose wall clock they are on.
    ///   - since: When the visit came to be at this time.
    /// - Returns: Two that would go out at the same instant are one, with the shorter offset.
    public static func all(
        before start: Instant, _ policy: ReminderPolicy, quiet: LocalTimeRange?, in zone: ZoneRules,
        since: Instant
    ) -> [DueReminder] {
        var reminders: [DueReminder] = []
        for offset in policy.offsets {
            let at = moved(start - offset, before: start, quiet, zone)
            guard at > since + soonAfterBooking, at < start else { continue }
            if reminders.last?.at == at { reminders.removeLast() }
            reminders.append(DueReminder(offset: offset, at: at))
        }
        return reminders
    }

    /// The instant at which something that is due at `instant` may go out.
    ///
    /// - Parameters:
    ///   - instant: When it would.
    ///   - start: Of the visit, before which there must be time.
    ///   - quiet: Hours in which nothing is sent.
    ///   - zone: Whose wall clock they are on.
    /// - Returns: Outside the quiet hours; `instant` itself where they are the whole day.
    public static func moved(
        _ instant: Instant, before start: Instant, _ quiet: LocalTimeRange?, _ zone: ZoneRules
    ) -> Instant {
        guard let quiet, quiet != .wholeDay, let hours = stretch(of: quiet, around: instant, zone) else {
            return instant
        }
        return hours.end + leastNotice <= start ? hours.end : hours.start - 1
    }

    /// The quiet stretch that an instant lies in; one that began the evening before too.
    private static func stretch(
        of quiet: LocalTimeRange, around instant: Instant, _ zone: ZoneRules
    ) -> TimeRange? {
        let today = zone.date(at: instant)
        return [today + -1, today].flatMap { zone.instants(of: quiet, on: $0) }
            .first { $0.start <= instant && instant < $0.end }
    }
}
