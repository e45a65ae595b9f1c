import Availability
import Domain
import Book
import SchedulingService

/// Times as people at a location read them.
struct WallClock {
    let context: ClinicContext

    /// `Mon 2 Mar 09:40`, with the offset where the wall clock shows the time twice.
    func text(_ instant: Instant, at location: Location.ID?) -> String {
        let zone = zone(location)
        let (date, second) = zone.wallClock(at: instant)
        let time = LocalTime(minuteOfDay: second / 60)
        let twice = time.map { zone.instants(of: $0, on: date).count > 1 } ?? false
        let offset = twice ? " (UTC\(offsetText(zone.offsetSeconds(at: instant))))" : ""
        return
            "\(date.weekday.shortName) \(pad(date.day)) \(Self.months[date.month - 1]) \(time?.description ?? "")\(offset)"
    }

    func text(_ instant: Instant, with practitioner: Practitioner.ID) -> String {
        text(instant, at: context.clinic.practitioners[practitioner]?.location)
    }

    /// Today's date at the clinic's first location.
    func today(_ now: Instant) -> LocalDate { zone(nil).date(at: now) }

    /// Reads `2026-03-02T09:40Z` or, on the practitioner's wall, `2026-03-02T09:40`.
    func instant(
        _ text: String, with practitioner: Practitioner.ID?, at location: Location.ID? = nil
    ) throws -> Instant {
        // People leave the seconds out.
        let withSeconds = text.hasSuffix("Z") && text.count == 17 ? text.dropLast() + ":00Z" : text[...]
        if let instant = Instant(rfc3339: withSeconds) { return instant }
        let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
        guard parts.count == 2, let date = LocalDate(iso8601: parts[0]), let time = LocalTime(parts[1]) else {
            throw UsageError(
                "--start: “\(text)” is not a time such as 2026-03-02T09:40 or 2026-03-02T08:40:00Z")
        }
        let place = practitioner.flatMap { context.clinic.practitioners[$0]?.location } ?? location
        if place == nil, Set(context.clinic.locations.values.map(\.zone)).count > 1 {
            throw UsageError(
                "--start: the clinic has several time zones; say the time in UTC, such as 2026-03-02T08:40:00Z"
            )
        }
        let zone = zone(place)
        let instants = zone.instants(of: time, on: date)
        guard let first = instants.first else {
            throw UsageError("--start: \(text) does not exist in \(zone.name); the clock skips it")
        }
        guard instants.count == 1 else {
            let both = instants.map(\.rfc3339).joined(separator: " or ")
            throw UsageError("--start: \(text) happens twice in \(zone.name); say \(both)")
        }
        return first
    }

    private func zone(_ location: Location.ID?) -> ZoneRules {
        let known = location ?? context.clinic.locations.keys.min()
        return known.map(context.zone) ?? ZoneRules(name: "UTC", fixedOffsetSeconds: 0)
    }

    private func pad(_ day: Int) -> String { day < 10 ? " \(day)" : "\(day)" }

    private func offsetText(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        return "\(seconds < 0 ? "−" : "+")\(minutes / 60)" + (minutes % 60 == 0 ? "" : ":\(minutes % 60)")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
