import Availability
import Domain

/// The zones that a calendar names: by their IANA names, else as the calendar itself describes them.
///
/// Source: RFC 5545 §3.6.5.
struct CalendarZones {
    /// For times that name no zone.
    let floating: ZoneRules
    /// For days: where they are worked, whatever the calendar says of times.
    let days: ZoneRules
    private let known: (String) -> ZoneRules?
    private var described: [String: ZoneRules] = [:]

    /// How far around the time that matters a described zone is written out.
    private static let margin = Minutes(800 * 1_440)

    /// Zones of a calendar.
    ///
    /// - Throws: ``CalendarFault`` where a zone that is needed cannot be read.
    init(
        of calendar: CalendarComponent, floating: ZoneRules, known: @escaping (String) -> ZoneRules?,
        around window: TimeRange, within budget: inout RecurrenceBudget
    ) throws(CalendarFault) {
        self.known = known
        days = floating
        self.floating = calendar["X-WR-TIMEZONE"].flatMap { known($0.value) } ?? floating
        for zone in calendar.parts("VTIMEZONE") {
            guard let name = zone["TZID"]?.value, known(name) == nil else { continue }
            described[name] = try Self.rules(zone, name, around: window, within: &budget)
        }
    }

    /// The zone of a name.
    ///
    /// - Throws: `CalendarFault.unknownZone`.
    func zone(_ name: String) throws(CalendarFault) -> ZoneRules {
        // Some writers put a slash before, to say that the name is known everywhere (RFC 5545 §3.8.3.1).
        guard let zone = described[name] ?? known(name) ?? known(String(name.drop { $0 == "/" })) else {
            throw .unknownZone(CalendarComponent.said(name))
        }
        return zone
    }

    private static func rules(
        _ zone: CalendarComponent, _ name: String, around window: TimeRange,
        within budget: inout RecurrenceBudget
    ) throws(CalendarFault) -> ZoneRules {
        let (from, end) = (
            WallTime(at: window.start - margin, in: utc), WallTime(at: window.end + margin, in: utc)
        )
        var changes: [(at: Instant, before: Int, after: Int)] = []
        guard !zone.components.isEmpty else { throw .malformed("VTIMEZONE", CalendarComponent.said(name)) }
        for part in zone.components {
            let start = part["DTSTART"]?.value ?? ""
            guard let first = WallTime(start) else {
                throw .malformed("DTSTART", CalendarComponent.said(start))
            }
            let (before, after) = (try offset(part, "TZOFFSETFROM"), try offset(part, "TZOFFSETTO"))
            var onsets = [first]
            for rule in part.all("RRULE") {
                onsets += try RecurrenceRule(rule.value).times(
                    since: (first, false), from: from, until: end, at: { $0.instant(offset: before) },
                    within: &budget)
            }
            for dates in part.all("RDATE") {
                onsets += dates.value.split(separator: ",").compactMap { WallTime($0) }
            }
            changes += onsets.map { ($0.instant(offset: before), before, after) }
        }
        changes.sort { $0.at < $1.at }
        return ZoneRules(
            name: name, changes: changes.map { ($0.at, $0.after) }, before: changes.first?.before ?? 0)
    }

    private static let utc = ZoneRules(name: "UTC", fixedOffsetSeconds: 0)

    /// Seconds east of UTC, of `+0100` or `-033000`.
    private static func offset(
        _ part: CalendarComponent, _ name: String
    ) throws(CalendarFault) -> Int {
        let text = part[name]?.value ?? ""
        let digits = text.dropFirst().compactMap(\.wholeNumberValue)
        guard let sign = text.first, "+-".contains(sign), digits.count == text.count - 1,
            digits.count == 4 || digits.count == 6
        else { throw .malformed(name, CalendarComponent.said(text)) }
        let pairs = stride(from: 0, to: digits.count, by: 2).map { digits[$0] * 10 + digits[$0 + 1] }
        let seconds = pairs[0] * 3_600 + pairs[1] * 60 + (pairs.count > 2 ? pairs[2] : 0)
        return sign == "-" ? -seconds : seconds
    }
}
