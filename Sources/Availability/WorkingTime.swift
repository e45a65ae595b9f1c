public import Domain

/// Where and when a practitioner works: templates, exceptions, holidays and absences put together.
///
/// The order of precedence, weakest first: weekly templates less their breaks; holidays close them; an opening
/// exception adds time, also on a holiday; a closing exception takes time away; an absence, or being busy elsewhere, takes everything.
public struct WorkingTime: Hashable, Sendable {
    private let zone: ZoneRules
    private let templates: [WeeklyTemplate]
    private let exceptions: [LocalDate: [ScheduleException]]
    private let holidays: Set<LocalDate>
    private let absences: TimeRanges

    /// The working time of `practitioner` in `clinic`.
    ///
    /// - Parameters:
    ///   - practitioner: Whose time.
    ///   - clinic: Templates, exceptions, holidays and absences are taken from here.
    ///   - zone: The zone of the practitioner's location.
    public init(of practitioner: Practitioner, in clinic: Clinic, zone: ZoneRules) {
        self.zone = zone
        templates = clinic.templates.filter { $0.practitioner == practitioner.id }
        exceptions = Dictionary(
            grouping: clinic.exceptions.filter { $0.practitioner == practitioner.id }, by: \.date
        )
        holidays = Set(
            clinic.holidays.filter { $0.location == nil || $0.location == practitioner.location }.map(\.date)
        )
        let busy = clinic.busyTimes.filter { $0.practitioner == practitioner.id }.map(\.range)
        absences = TimeRanges(
            clinic.absences.filter { $0.practitioner == practitioner.id }.map(\.range) + busy)
    }

    /// When the practitioner works in hours that begin on `date`, as instants; they may end on the next day.
    public func on(_ date: LocalDate) -> TimeRanges {
        var working: [TimeRange] = []
        if !holidays.contains(date) {
            for template in templates where template.applies(on: date) {
                let hours = TimeRanges(zone.instants(of: template.hours, on: date))
                let breaks = TimeRanges(template.breaks.flatMap { zone.instants(of: $0, on: date) })
                working += hours.subtracting(breaks).ranges
            }
        }
        let changes = exceptions[date] ?? []
        working += hours(changes, that: .open, on: date)
        return TimeRanges(working)
            .subtracting(TimeRanges(hours(changes, that: .close, on: date)))
            .subtracting(absences)
    }

    /// When the practitioner works on the local days `dates`, as instants.
    public func on(_ dates: some Sequence<LocalDate>) -> TimeRanges {
        TimeRanges(dates.flatMap { on($0).ranges })
    }

    private func hours(
        _ changes: [ScheduleException], that effect: ScheduleException.Effect, on date: LocalDate
    ) -> [TimeRange] {
        changes.filter { $0.effect == effect }.flatMap { zone.instants(of: $0.hours, on: date) }
    }
}
