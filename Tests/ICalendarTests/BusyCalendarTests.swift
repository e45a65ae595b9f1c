import Availability
import Domain
import TestKit
import Testing

@testable import ICalendar

/// Whoever is busy elsewhere is busy here, and for no longer.
@Suite struct BusyCalendarTests {
    private let berlin: ZoneRules
    private let window = TimeRange(
        start: Instant(rfc3339: "2026-03-01T00:00:00Z")!, end: Instant(rfc3339: "2026-05-01T00:00:00Z")!)

    init() throws { berlin = try TestZones().rules(for: "Europe/Berlin") }

    private func busy(_ lines: String...) throws -> [String] {
        try read(
            ["BEGIN:VCALENDAR", "VERSION:2.0"] + lines.flatMap { $0.split(separator: "\n").map(String.init) }
                + ["END:VCALENDAR"])
    }

    private func read(_ lines: [String]) throws -> [String] {
        try BusyCalendar(
            CalendarText(lines.joined(separator: "\r\n").utf8), within: window, in: berlin, ours: ["ap-1"]
        ) { name in
            ["Europe/Berlin", "America/New_York"].contains(name) ? try? TestZones().rules(for: name) : nil
        }
        .ranges.map { "\($0.start) \($0.end)" }
    }

    private func event(_ lines: String...) -> String {
        (["BEGIN:VEVENT", "UID:one"] + lines + ["END:VEVENT"]).joined(separator: "\n")
    }

    @Test func `times are of their zone, of the calendar's, or of ours`() throws {
        let times = [
            "DTSTART:20260302T080000Z", "DTSTART;TZID=Europe/Berlin:20260303T090000",
            "DTSTART:20260304T090000", "DTSTART;TZID=\"America/New_York\":20260305T090000",
        ]
        #expect(
            try busy(times.map { event($0, "DURATION:PT30M") }.joined(separator: "\n")) == [
                "2026-03-02T08:00:00Z 2026-03-02T08:30:00Z", "2026-03-03T08:00:00Z 2026-03-03T08:30:00Z",
                "2026-03-04T08:00:00Z 2026-03-04T08:30:00Z", "2026-03-05T14:00:00Z 2026-03-05T14:30:00Z",
            ])
        #expect(
            try busy(
                "X-WR-TIMEZONE:America/New_York", event("DTSTART:20260304T090000", "DURATION:PT30M"))
                == ["2026-03-04T14:00:00Z 2026-03-04T14:30:00Z"])
    }

    @Test func `a day is all of it, also one of 23 hours`() throws {
        #expect(
            try busy(event("DTSTART;VALUE=DATE:20260329")) == ["2026-03-28T23:00:00Z 2026-03-29T22:00:00Z"])
        #expect(
            try busy(event("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305"))
                == ["2026-03-01T23:00:00Z 2026-03-04T23:00:00Z"])
    }

    @Test func `an hour that is skipped is taken as before the gap, one that comes twice as the first`()
        throws
    {
        let rule = event(
            "DTSTART;TZID=Europe/Berlin:20260328T023000", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=3")
        #expect(
            try busy(rule).map { $0.prefix(20) }
                == ["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"])
    }

    @Test func `what is free, off, or an appointment of our own keeps nobody busy`() throws {
        let when = "DTSTART:20260302T080000Z\nDURATION:PT1H"
        #expect(try busy(event(when, "TRANSP:TRANSPARENT")) == [])
        #expect(try busy(event(when, "STATUS:CANCELLED")) == [])
        #expect(try busy(event(when, "X-MICROSOFT-CDO-BUSYSTATUS:FREE")) == [])
        #expect(try busy("BEGIN:VEVENT\nUID:\(CalendarEvent.uid(of: "ap-1"))\n\(when)\nEND:VEVENT") == [])
        #expect(try busy(event(when, "STATUS:TENTATIVE", "TRANSP:OPAQUE")).count == 1)
        #expect(
            try busy("BEGIN:VEVENT\nUID:\(CalendarEvent.uid(of: "theirs"))\n\(when)\nEND:VEVENT").count == 1,
            "another clinic's appointment is one")
    }

    @Test func `an occurrence that moved is at its new time, one that is off at none`() throws {
        let rule = event(
            "DTSTART;TZID=Europe/Berlin:20260302T090000", "DTEND;TZID=Europe/Berlin:20260302T100000",
            "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20260309T090000")
        let moved = event(
            "RECURRENCE-ID:20260316T080000Z", "DTSTART:20260317T120000Z", "DURATION:PT15M")
        let off = event(
            "RECURRENCE-ID;TZID=Europe/Berlin:20260323T090000", "DTSTART:20260323T080000Z", "STATUS:CANCELLED"
        )
        #expect(
            try busy(rule, moved, off)
                == [
                    "2026-03-02T08:00:00Z 2026-03-02T09:00:00Z", "2026-03-17T12:00:00Z 2026-03-17T12:15:00Z",
                ])
    }

    @Test func `a day that is excepted takes the event of that day away`() throws {
        #expect(
            try busy(
                event(
                    "DTSTART:20260302T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2",
                    "EXDATE;VALUE=DATE:20260303")) == ["2026-03-02T08:00:00Z 2026-03-02T09:00:00Z"])
    }

    @Test func `a zone that only the calendar knows is as it describes it`() throws {
        let zone = """
            BEGIN:VTIMEZONE
            TZID:W. Europe Standard Time
            BEGIN:STANDARD
            DTSTART:16010101T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010101T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
            END:DAYLIGHT
            END:VTIMEZONE
            """
        let daily = event(
            "DTSTART;TZID=W. Europe Standard Time:20260328T090000", "DURATION:PT1H",
            "RRULE:FREQ=DAILY;COUNT=2")
        #expect(
            try busy(zone, daily).map { $0.prefix(20) } == ["2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z"])
        #expect(throws: CalendarFault.unknownZone("Nowhere/Here")) {
            try busy(event("DTSTART;TZID=Nowhere/Here:20260328T090000"))
        }
    }

    @Test func `busy times are taken where they are published as such`() throws {
        #expect(
            try busy(
                """
                BEGIN:VFREEBUSY
                FREEBUSY;FBTYPE=BUSY:20260302T080000Z/PT1H,20260303T080000Z/20260303T090000Z
                FREEBUSY;FBTYPE=FREE:20260304T080000Z/PT1H
                END:VFREEBUSY
                """) == [
                    "2026-03-02T08:00:00Z 2026-03-02T09:00:00Z", "2026-03-03T08:00:00Z 2026-03-03T09:00:00Z",
                ])
    }

    @Test func `lines are put together again, whatever ends them`() throws {
        let text =
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A long\n  line: with; marks\nDTSTA\n RT:20260302T080000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
        let found = try BusyCalendar(CalendarText(text.utf8), within: window, in: berlin) { _ in nil }
        #expect(found.ranges.count == 1)
    }

    @Test func `every other Monday since long ago is found without counting through the years`() throws {
        let old = event(
            "DTSTART;TZID=Europe/Berlin:19700105T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=2")
        #expect(
            try busy(old).map { $0.prefix(10) } == [
                "2026-03-02", "2026-03-16", "2026-03-30", "2026-04-13", "2026-04-27",
            ])
    }

    @Test func `what began before and is not over yet counts`() throws {
        #expect(
            try busy(event("DTSTART;VALUE=DATE:20260101", "DURATION:P100D"))
                == ["2026-03-01T00:00:00Z 2026-04-10T22:00:00Z"])
    }

    @Test func `a described zone ends its rules where it says so`() throws {
        let zone = """
            BEGIN:VTIMEZONE
            TZID:Sao Paulo
            BEGIN:DAYLIGHT
            DTSTART:20081019T000000
            TZOFFSETFROM:-0300
            TZOFFSETTO:-0200
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=3SU;UNTIL=20171015T030000Z
            END:DAYLIGHT
            BEGIN:STANDARD
            DTSTART:20090215T000000
            TZOFFSETFROM:-0200
            TZOFFSETTO:-0300
            RRULE:FREQ=YEARLY;BYMONTH=2;BYDAY=3SU;UNTIL=20180218T020000Z
            END:STANDARD
            END:VTIMEZONE
            """
        let one = event("DTSTART;TZID=Sao Paulo:20260320T090000", "DURATION:PT1H")
        #expect(try busy(zone, one).map { $0.prefix(20) } == ["2026-03-20T12:00:00Z"])
        #expect(throws: CalendarFault.self) { try busy("BEGIN:VTIMEZONE\nTZID:Empty\nEND:VTIMEZONE", one) }
    }

    @Test func `all calendars of a file count, whatever is before the first`() throws {
        let one = "BEGIN:VCALENDAR\n\(event("DTSTART:20260302T080000Z", "DURATION:PT1H"))\nEND:VCALENDAR\n"
        let two = one.replacing("20260302", with: "20260303")
        let found = try BusyCalendar(
            CalendarText([0xEF, 0xBB, 0xBF] + Array((one + two).utf8)), within: window, in: berlin
        ) { _ in nil }
        #expect(found.ranges.count == 2)
    }

    @Test func `a fold may stand within a character, and nothing else ends a line`() throws {
        let summary = Array("SUMMARY:❤\u{FE0F} \u{2028}odd\u{85}".utf8)
        for cut in 1..<summary.count {
            let folded = Array(summary[..<cut]) + [13, 10, 32] + Array(summary[cut...])
            let bytes =
                Array("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n".utf8) + folded
                + Array("\r\nDTSTART:20260302T080000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR".utf8)
            let found = try BusyCalendar(CalendarText(bytes), within: window, in: berlin) { _ in nil }
            #expect(found.ranges.count == 1)
        }
    }

    @Test func `what an event is about is neither read nor repeated`() throws {
        let when = "DTSTART:20260302T080000Z\nDURATION:PT1H"
        #expect(
            try busy(event(when, "SUMMARY;X=\"un closed:My own affair", "ATTENDEE;RSVP:x", "no colon here"))
                .count
                == 1)
        do {
            _ = try busy(event("SUMMARY:Secret", "DTSTART:Secr\u{0}et\u{2028}"))
            Issue.record("it is no time")
        } catch let fault as CalendarFault {
            #expect("\(fault)".unicodeScalars.allSatisfy { $0.value >= 32 })
        }
    }

    @Test func `a period lasts as long as it says`() throws {
        #expect(
            try busy(
                event(
                    "DTSTART:20260302T080000Z", "DURATION:PT1H",
                    "RDATE;VALUE=PERIOD:20260303T080000Z/PT8H,20260304T080000Z/20260304T100000Z"))
                == [
                    "2026-03-02T08:00:00Z 2026-03-02T09:00:00Z", "2026-03-03T08:00:00Z 2026-03-03T16:00:00Z",
                    "2026-03-04T08:00:00Z 2026-03-04T10:00:00Z",
                ])
    }

    @Test func `days end with a day, however the end is written`() throws {
        let daily = ["UNTIL=20260304", "UNTIL=20260304T000000Z", "COUNT=3"].map {
            event("DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;\($0)")
        }
        for rule in daily { #expect(try busy(rule) == ["2026-03-01T23:00:00Z 2026-03-04T23:00:00Z"]) }
        #expect(
            try busy(event("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260302"))
                == ["2026-03-01T23:00:00Z 2026-03-02T23:00:00Z"])
        #expect(
            try busy("X-WR-TIMEZONE:America/New_York", event("DTSTART;VALUE=DATE:20260302"))
                == ["2026-03-01T23:00:00Z 2026-03-02T23:00:00Z"])
    }

    @Test func `a rule that ended long ago need not be understood`() throws {
        #expect(
            try busy(
                event(
                    "DTSTART:20150302T080000Z", "DURATION:PT1H",
                    "RRULE:FREQ=HOURLY;UNTIL=20150303T080000Z")) == [])
        #expect(
            try busy(
                event(
                    "DTSTART:20260302T080000Z ", "DURATION:PT1H",
                    "RRULE:RSCALE=GREGORIAN;FREQ=DAILY;BYDAY=;COUNT=1")
            ).count == 1)
    }

    @Test func `no calendar is looked at for longer than one is worth`() throws {
        let rules = Array(repeating: "RRULE:FREQ=DAILY;COUNT=109000", count: 100)
        let bomb = event(
            (["DTSTART:17250101T000000Z"] + rules).joined(separator: "\n"), "DURATION:PT1M")
        #expect(throws: CalendarFault.tooMany) { try busy(bomb) }
        let zone =
            "BEGIN:VTIMEZONE\nTZID:Slow\nBEGIN:STANDARD\nDTSTART:17250101T000000\nTZOFFSETFROM:+0000\n"
            + "TZOFFSETTO:+0100\n\(rules.joined(separator: "\n"))\nEND:STANDARD\nEND:VTIMEZONE"
        #expect(throws: CalendarFault.tooMany) { try busy(zone) }
    }

    @Test func `a calendar cut anywhere, or with any byte changed, ends in an answer`() throws {
        let text = """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:1
            DTSTART;TZID=Europe/Berlin:20260302T090000
            DTEND;TZID=Europe/Berlin:20260302T100000
            RRULE:FREQ=MONTHLY;BYDAY=-1MO,2TU;BYSETPOS=1;COUNT=9
            EXDATE:20260330T070000Z
            RDATE;VALUE=PERIOD:20260331T070000Z/PT1H
            END:VEVENT
            END:VCALENDAR
            """
        var random = SeededRandom(seed: 7)
        let bytes = Array(text.utf8)
        for cut in bytes.indices { _ = try? answer(Array(bytes[..<cut])) }
        for _ in 0..<3_000 {
            var changed = bytes
            for _ in 0...Int(random.next() % 3) {
                let marks = Array("/:;,=-0195TZ\n\r \"".utf8)
                changed[Int(random.next() % UInt64(bytes.count))] =
                    marks[Int(random.next() % UInt64(marks.count))]
            }
            _ = try? answer(changed)
        }
        #expect(try answer(bytes).count > 1)
    }

    private func answer(_ bytes: [UInt8]) throws -> [TimeRange] {
        try BusyCalendar(CalendarText(bytes), within: window, in: berlin) { name in
            try? TestZones().rules(for: name)
        }.ranges
    }

    @Test(arguments: [
        "<!doctype html>", "", "BEGIN:VEVENT\nEND:VEVENT", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR",
        "nothing\nBEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:VCALENDAR",
        String(repeating: "BEGIN:X\n", count: 10_000),
    ])
    func `what is no calendar is refused`(text: String) {
        #expect(throws: CalendarFault.self) { try read(text.split(separator: "\n").map(String.init)) }
    }

    @Test(arguments: [
        "RRULE:FREQ=HOURLY", "RRULE:FREQ=DAILY;COUNT=0", "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:FREQ=DAILY;BYMONTH=13", "RRULE:FREQ=MONTHLY;BYMONTHDAY=0", "RRULE:FREQ=WEEKLY;BYDAY=XX",
        "RRULE:COUNT=3", "RRULE:FREQ=DAILY;UNTIL=soon", "RRULE:FREQ=DAILY;BYEASTER=1", "EXDATE:never",
        "DURATION:soon", "DURATION:P9999999999999999999D", "DTEND:later", "RDATE:20261301T000000",
        "RDATE:/", "EXDATE:/", "RDATE;VALUE=PERIOD:20260302T080000Z/",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260302T080000Z",
    ])
    func `what is not of its form is named`(line: String) {
        #expect(throws: CalendarFault.self) { try busy(event("DTSTART:20260302T080000Z", line)) }
    }

    @Test(arguments: [
        "RRULE:FREQ=YEARLY;BYHOUR=\(List.hours);BYMINUTE=\(List.sixty);BYSECOND=\(List.sixty);COUNT=99999999",
        "RRULE:FREQ=DAILY;BYHOUR=\(List.hours);COUNT=99999999",
    ])
    func `a rule that keeps a machine busy is refused at once`(line: String) {
        #expect(throws: CalendarFault.tooMany) { try busy(event("DTSTART:00010101T000000Z", line)) }
    }

    @Test func `a rule that never comes ends`() throws {
        let never = event(
            "DTSTART:20000131T000000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")
        #expect(try busy(never) == [])
    }

    private enum List {
        static let hours = (0...23).map(String.init).joined(separator: ",")
        static let sixty = (0...59).map(String.init).joined(separator: ",")
    }
}
