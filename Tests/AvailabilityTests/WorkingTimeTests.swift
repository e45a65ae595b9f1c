import Availability
import Domain
import TestKit
import Testing

@Suite struct WorkingTimeTests {
    private let zone = try! TestZones().rules(for: "Europe/Paris")
    private let monday = LocalDate(iso8601: "2026-03-02")!
    private let okafor = Practitioner(id: "okafor", name: "Dr Okafor", location: "main", skills: ["gp"])

    private func working(_ change: (inout Clinic) -> Void) -> [String] {
        var clinic = Clinic()
        clinic.templates = [
            WeeklyTemplate(
                practitioner: "okafor", weekday: .monday, hours: LocalTimeRange("09:00-17:00")!,
                breaks: [LocalTimeRange("12:00-13:00")!], validFrom: monday
            )
        ]
        change(&clinic)
        return WorkingTime(of: okafor, in: clinic, zone: zone).on(monday).ranges.map { range in
            [range.start, range.end].map { instant in
                LocalTime(minuteOfDay: zone.wallClock(at: instant).secondOfDay / 60)!.description
            }.joined(separator: "-")
        }
    }

    private func exception(_ hours: String, _ effect: ScheduleException.Effect) -> ScheduleException {
        ScheduleException(practitioner: "okafor", date: monday, hours: LocalTimeRange(hours)!, effect: effect)
    }

    @Test func `a template gives its hours less its breaks`() {
        #expect(working { _ in } == ["09:00-12:00", "13:00-17:00"])
    }

    @Test func `a template is valid from its first day to its last, both included`() {
        #expect(working { $0.templates = [$0.templates[0].valid(from: "2026-03-03")] } == [])
        #expect(
            working { $0.templates = [$0.templates[0].valid(from: "2026-01-01", until: "2026-03-01")] } == [])
        #expect(
            working { $0.templates = [$0.templates[0].valid(from: "2026-01-01", until: "2026-03-02")] } != [])
    }

    @Test func `a holiday closes its location, and all of them without one`() {
        #expect(working { $0.holidays = [Holiday(date: monday, name: "x")] } == [])
        #expect(working { $0.holidays = [Holiday(date: monday, location: "main", name: "x")] } == [])
        #expect(working { $0.holidays = [Holiday(date: monday, location: "other", name: "x")] } != [])
    }

    @Test func `an opening adds time, also on a holiday, and a closing wins over it`() {
        #expect(
            working { $0.exceptions = [exception("18:00-19:00", .open)] } == [
                "09:00-12:00", "13:00-17:00", "18:00-19:00",
            ])
        #expect(
            working {
                $0.holidays = [Holiday(date: monday, name: "x")]
                $0.exceptions = [exception("10:00-12:00", .open)]
            } == ["10:00-12:00"]
        )
        #expect(
            working { $0.exceptions = [exception("11:30-12:30", .open), exception("09:00-12:15", .close)] }
                == ["12:15-12:30", "13:00-17:00"]
        )
    }

    @Test func `an absence takes everything`() {
        let range = TimeRange(start: Instant(rfc3339: "2026-03-02T09:30:00Z")!, length: 240)
        let absence = Absence(id: "a", practitioner: "okafor", range: range, reason: "illness")
        #expect(
            working {
                $0.absences = [absence]
                $0.exceptions = [exception("08:00-18:00", .open)]
            } == ["08:00-10:30", "14:30-18:00"]
        )
    }
}

extension WeeklyTemplate {
    fileprivate func valid(from: String, until: String? = nil) -> WeeklyTemplate {
        WeeklyTemplate(
            practitioner: practitioner, weekday: weekday, hours: hours, breaks: breaks,
            validFrom: LocalDate(iso8601: from)!, validUntil: until.flatMap { LocalDate(iso8601: $0) }
        )
    }
}
